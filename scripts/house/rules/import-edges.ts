// The graph of imports: who imports what, with both ends resolved to places in the repository.

import { posix } from 'node:path'
import { type Import, lineAt, type SourceFile } from '../source-file.ts'

export type Place = {
  /** `core`, `server`, …, or `bench`, `e2e`, `scripts`. */
  readonly package: string
  /** First folder below `src`; empty at the top. */
  readonly room: string
  readonly path: string
}

export type Edge = {
  readonly from: Place
  readonly line: number
  readonly specifier: string
  readonly to:
    | ({ readonly kind: 'file' } & Place)
    /** Another package by its name: its public face. */
    | { readonly kind: 'package'; readonly package: string }
    | { readonly kind: 'library'; readonly name: string }
}

export function edgesOf(file: SourceFile): readonly Edge[] {
  return file.imports.map((one) => ({
    from: placeOf(file.path),
    line: lineAt(file, one.offset),
    specifier: one.specifier,
    to: targetOf(file.path, one),
  }))
}

function targetOf(path: string, { specifier }: Import): Edge['to'] {
  if (specifier.startsWith('.')) {
    return { kind: 'file', ...placeOf(posix.join(posix.dirname(path), specifier)) }
  }
  const own = /^@evenwatch\/(\w+)$/.exec(specifier)?.[1]
  return own === undefined
    ? { kind: 'library', name: specifier }
    : { kind: 'package', package: own }
}

export function placeOf(path: string): Place {
  const parts = path.split('/')
  const inPackages = parts[0] === 'packages'
  const below = path.replace(/^(?:packages\/)?[\w-]+\/(?:src\/)?/, '').split('/')
  return {
    package: (inPackages ? parts[1] : parts[0]) ?? '',
    room: below.length > 1 ? (below[0] ?? '') : '',
    path,
  }
}
