// Time and randomness are arguments: everywhere in core, and in the rooms of the engine.

import type { FileRule } from '../finding.ts'
import { lineAt } from '../source-file.ts'
import { type AmbientKind, findAmbient } from './find-ambient.ts'

const ENGINE_ROOMS = /^packages\/server\/src\/(?:alert|paging|schedule)\//
const ENGINE_KINDS: ReadonlySet<AmbientKind> = new Set(['time', 'randomness'])

export const corePurity: FileRule = {
  name: 'core is pure',
  remedy:
    'Pass the instant, the random source or the result in as an argument, or move the code to the server.',
  check(file) {
    if (!file.path.startsWith('packages/core/src/') || file.isTest) return []
    const ambient = findAmbient(file).map(({ offset, what }) => ({
      path: file.path,
      line: lineAt(file, offset),
      message: `core uses ${what}`,
    }))
    const imports = file.imports
      .filter(({ specifier }) => specifier.startsWith('node:'))
      .map(({ specifier, offset }) => ({
        path: file.path,
        line: lineAt(file, offset),
        message: `core imports ${specifier}`,
      }))
    return [...ambient, ...imports]
  },
}

export const engineTime: FileRule = {
  name: 'the engine is given its time and randomness',
  remedy: 'Use context.clock.now() and context.random, which the simulation replaces.',
  check(file) {
    if (!ENGINE_ROOMS.test(file.path) || file.isTest) return []
    return findAmbient(file)
      .filter(({ kind }) => ENGINE_KINDS.has(kind))
      .map(({ offset, what }) => ({
        path: file.path,
        line: lineAt(file, offset),
        message: `the engine uses ${what}`,
      }))
  },
}
