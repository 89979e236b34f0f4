// A package has one public face, its `src/index.ts`; every other file is imported by its own name.

import type { FileRule } from '../finding.ts'
import { lineAt } from '../source-file.ts'

export const noBarrel: FileRule = {
  name: 'no barrel but a package’s index.ts',
  remedy: 'Import from the file that defines it, and delete the re-export.',
  check(file) {
    if (/^packages\/\w+\/src\/index\.ts$/.test(file.path)) return []
    return file.imports
      .filter(({ reexport }) => reexport)
      .map(({ specifier, offset }) => ({
        path: file.path,
        line: lineAt(file, offset),
        message: `it re-exports ${specifier}`,
      }))
  },
}
