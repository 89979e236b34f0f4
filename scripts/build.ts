// npm run build: the program, its migrations and the web client in `dist`.

import { buildAll } from './build/build-all.ts'

try {
  await buildAll()
} catch (error) {
  // The bundlers explain themselves; their own stack helps nobody.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nbuild failed\n`)
  process.exitCode = 1
}
