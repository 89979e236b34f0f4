// Weighs the first load: index.html, what it names, and the modules that those import statically.
// `tsx packages/web/src/testing/bundle-size.ts` after a build; exits 1 above the budget.

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

export const FIRST_LOAD_BYTES_MAX = 200_000
const ROOT = 'dist/web'

function staticImports(code: string): readonly string[] {
  return [...code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)].map(
    (match) => match[1] ?? '',
  )
}

function firstLoad(): ReadonlyMap<string, number> {
  const html = readFileSync(join(ROOT, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css|svg))"/g)].map(
    (match) => match[1] ?? '',
  )
  const sizes = new Map([['index.html', gzipSync(html).length]])
  const queue = [...named]
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (sizes.has(file)) continue
    const content = readFileSync(join(ROOT, file))
    sizes.set(file, gzipSync(content).length)
    if (file.endsWith('.js'))
      queue.push(...staticImports(content.toString()).map((name) => `assets/${basename(name)}`))
  }
  return sizes
}

const sizes = firstLoad()
let total = 0
for (const [file, bytes] of sizes) {
  total += bytes
  process.stdout.write(`${String(bytes).padStart(8)}  ${file}\n`)
}
process.stdout.write(
  `${String(total).padStart(8)}  first load, gzip; budget ${FIRST_LOAD_BYTES_MAX}\n`,
)
process.exit(total > FIRST_LOAD_BYTES_MAX ? 1 : 0)
