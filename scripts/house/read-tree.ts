// Reads the repository once for all house rules.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles, ROOT } from '../shared/repository.ts'
import type { Tree } from './finding.ts'
import { parseSource } from './source-file.ts'

const SOURCE = /^(?:packages|bench|e2e|scripts)\/.*\.tsx?$/

export function readTree(root: string = ROOT): Tree {
  const paths = listFiles('.', root)
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const sources = paths
    .filter((path) => SOURCE.test(path) && !path.includes('/generated/'))
    .map((path) => parseSource(path, read(path)))
  return { sources, paths, read }
}
