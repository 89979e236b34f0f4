// Escapes from the type system carry their reason, and open work carries its issue.
//
// `any`, `!`, `.only`, `console` and default exports are Biome's (biome.json), where each exception
// is a `biome-ignore` with a reason.

import type { FileRule, Finding } from '../finding.ts'
import { isNode, lineAt, type SourceFile, walk } from '../source-file.ts'

const ISSUE = /#\d+/
const OPEN_WORK = /\b(?:TODO|FIXME|XXX)\b/
const SILENCED_COMPILER = /@ts-(?:ignore|expect-error|nocheck)(.*)/
const REASON_CHARS_MIN = 10

export const reasonForCast: FileRule = {
  name: 'an escape from the types says why',
  remedy: 'Write the reason in a comment on the same line or right above, or do without.',
  check(file) {
    const commented = new Set(file.comments.flatMap((comment) => linesBeside(file, comment)))
    const findings: Finding[] = []
    walk(file.program, (node) => {
      const inner = node.expression
      if (node.type !== 'TSAsExpression' || !isNode(inner)) return
      if (inner.type !== 'TSAsExpression') return
      const line = lineAt(file, node.start)
      const last = lineAt(file, node.end)
      if (commented.has(line) || commented.has(last)) return
      findings.push({ path: file.path, line, message: 'it casts twice without a reason' })
    })
    return [...findings, ...silencedCompiler(file)]
  },
}

function silencedCompiler(file: SourceFile): readonly Finding[] {
  return file.comments.flatMap((comment) => {
    const reason = SILENCED_COMPILER.exec(comment.value)?.[1]
    if (reason === undefined || reason.trim().length >= REASON_CHARS_MIN) return []
    const line = lineAt(file, comment.start)
    return [{ path: file.path, line, message: 'it silences the compiler without a reason' }]
  })
}

/** How far above an expression its comment may stand: a statement is often broken over a few lines. */
const LINES_BELOW_COMMENT = 3

/** The lines of a comment and the ones right below it. */
function linesBeside(file: SourceFile, comment: { value: string; start: number }): number[] {
  const first = lineAt(file, comment.start)
  const last = first + comment.value.split('\n').length - 1
  return Array.from({ length: last - first + 1 + LINES_BELOW_COMMENT }, (_, n) => first + n)
}

export const issueForOpenWork: FileRule = {
  name: 'open work names its issue',
  remedy: 'Do it now, delete the remark, or write the issue’s number beside it: TODO #123.',
  check(file) {
    return file.comments
      .filter(({ value }) => OPEN_WORK.test(value) && !ISSUE.test(value))
      .map(({ start }) => ({
        path: file.path,
        line: lineAt(file, start),
        message: 'open work without an issue number',
      }))
  },
}
