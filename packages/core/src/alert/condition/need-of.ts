// Finds what a condition needs to hold, so that most conditions need not be asked at all.
//
// In `labels.team == "a" && …` nothing can hold unless the label says "a". Only equality with fixed
// texts counts, only as the whole condition or joined by `&&`: there it is necessary by CEL's rules.

import type { ASTNode } from '@marcbachmann/cel-js'
import { compileText, type TextOf } from './compile-text.ts'

export type ConditionNeed = {
  /** Equal for the same text of the facts. */
  readonly of: string
  readonly read: TextOf['read']
  readonly values: readonly string[]
}

export function needOf(node: ASTNode): ConditionNeed | null {
  if (node.op === '&&') return sharper(needOf(node.args[0]), needOf(node.args[1]))
  if (node.op === '==') {
    const [left, right] = node.args
    return needed(left, [right]) ?? needed(right, [left])
  }
  if (node.op === 'in' && node.args[1].op === 'list') return needed(node.args[0], node.args[1].args)
  return null
}

/** A label tells more apart than a severity does, and one value more than several. */
function sharper(a: ConditionNeed | null, b: ConditionNeed | null): ConditionNeed | null {
  if (a === null || b === null) return a ?? b
  const isLabel = (need: ConditionNeed): number => (need.of.startsWith('labels.') ? 0 : 1)
  const order = isLabel(a) - isLabel(b) || a.values.length - b.values.length
  return order <= 0 ? a : b
}

function needed(node: ASTNode, options: readonly ASTNode[]): ConditionNeed | null {
  const text = compileText(node)
  if (text === null || node.op === 'value') return null
  const values: string[] = []
  for (const option of options) {
    if (option.op !== 'value' || typeof option.args !== 'string') return null
    values.push(option.args)
  }
  const of = text.path === null ? String(node.args) : `labels.${text.path.name}`
  return { of, read: text.read, values }
}
