// What a house rule says about a place in the repository, and what a rule is.

import type { SourceFile } from './source-file.ts'

export type Finding = {
  readonly path: string
  /** From 1; absent when the finding is about the file or the folder as a whole. */
  readonly line?: number
  readonly message: string
}

/** Looks at one TypeScript file at a time. */
export type FileRule = {
  readonly name: string
  /** What to do about any finding of this rule, for whoever meets it the first time. */
  readonly remedy: string
  check(file: SourceFile): readonly Finding[]
}

/** Looks at the repository as a whole. */
export type TreeRule = {
  readonly name: string
  readonly remedy: string
  check(tree: Tree): readonly Finding[]
}

export type Tree = {
  readonly sources: readonly SourceFile[]
  /** Every path of the repository that no tool made. */
  readonly paths: readonly string[]
  read(path: string): string
}
