// The parts of a condition that are texts of bounded length and can be read without the library.

import type { ASTNode } from '@marcbachmann/cel-js'
import type { ConditionFacts } from '../condition.ts'

export type LabelPath = { readonly name: string }

/** `path`: the label that it reads, the only thing that can be missing. */
export type TextOf = {
  readonly path: LabelPath | null
  readonly read: (facts: ConditionFacts) => string | undefined
}

/** `labels.name` or `labels["name"]`. */
export function labelPath(node: ASTNode): LabelPath | null {
  if (node.op === '.') {
    const [map, name] = node.args
    return map.op === 'id' && map.args === 'labels' ? { name } : null
  }
  if (node.op !== '[]') return null
  const [map, key] = node.args
  if (map.op !== 'id' || map.args !== 'labels' || key.op !== 'value') return null
  return typeof key.args === 'string' ? { name: key.args } : null
}

export function compileText(node: ASTNode): TextOf | null {
  if (node.op === 'value') {
    const { args } = node
    return typeof args === 'string' ? { path: null, read: () => args } : null
  }
  if (node.op === 'id') return compileVariable(node.args)
  const path = labelPath(node)
  if (path === null) return null
  const { name } = path
  // A label called "constructor" is one only when the sender says so.
  return {
    path,
    read: ({ labels }) => (Object.hasOwn(labels, name) ? labels[name] : undefined),
  }
}

function compileVariable(name: string): TextOf | null {
  switch (name) {
    case 'severity':
      return { path: null, read: (facts) => facts.severity ?? 'unknown' }
    case 'urgency':
    case 'summary':
    case 'source':
    case 'service':
      return { path: null, read: (facts) => facts[name] }
    default:
      return null
  }
}
