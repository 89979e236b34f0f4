// Builds `dist` and holds the first load of the web client against its budget.
//
// First load is what index.html asks for before anything is clicked: its scripts, the modules it
// preloads and its styles, gzipped.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DIST } from '../build/build-parts.ts'
import { runScript } from '../shared/run-command.ts'
import { firstLoadFiles } from './first-load-files.ts'
import type { StepResult } from './step-result.ts'

const FIRST_LOAD_GZIP_KB_MAX = 200
const BYTES_PER_KB = 1_000

export async function checkBundles(): Promise<StepResult> {
  const built = await runScript('scripts/build.ts', [])
  if (built.exitCode !== 0) return { passed: false, output: built.output }

  const page = join(DIST, 'web/index.html')
  if (!existsSync(page)) {
    return { passed: true, output: `${built.output}first load: nothing to do, no web client yet` }
  }
  const html = readFileSync(page, 'utf8')
  const sizes = firstLoadFiles(html).map((path) => ({
    path,
    kb: gzipSync(readFileSync(join(DIST, 'web', path))).length / BYTES_PER_KB,
  }))
  const totalKb = sizes.reduce((sum, { kb }) => sum + kb, 0)
  const lines = sizes.map(({ path, kb }) => `  ${kb.toFixed(1).padStart(6)} kB  ${path}`)
  const total = `first load: ${totalKb.toFixed(1)} kB gzip of ${FIRST_LOAD_GZIP_KB_MAX} kB`
  const passed = totalKb <= FIRST_LOAD_GZIP_KB_MAX && sizes.length > 0
  const remedy = passed ? [] : ['Load what the first screen does not show with a lazy route.']
  return { passed, output: [built.output.trimEnd(), ...lines, total, ...remedy].join('\n') }
}
