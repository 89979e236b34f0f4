// Tells whether the sources of a build part are the same as at its last build.
//
// The stamp is a hash over path, size and time of change of every input, kept beside the output.
// Contents are not read: an unchanged tree must cost milliseconds, and a file touched without a
// change only costs one build too many.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listFiles } from '../shared/repository.ts'

/** `inputs` are files or folders; one that does not exist counts as absent, not as an error. */
export function stampOf(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap((input) => filesOf(root, input))) {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function filesOf(root: string, input: string): readonly string[] {
  const path = join(root, input)
  if (!existsSync(path)) return []
  return statSync(path).isDirectory() ? listFiles(input, root) : [input]
}

export function isStamped(stampFile: string, stamp: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
}

export function writeStamp(stampFile: string, stamp: string): void {
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}
