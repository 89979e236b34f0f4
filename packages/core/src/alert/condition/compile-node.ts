// Turns a checked CEL tree into a function of the facts.
//
// `&&`, `||`, `!` and what compares bounded texts (severity, urgency, summary, source, service,
// labels) become plain functions; every other part is handed to the CEL library as a condition of
// its own. Why not the library for all: it throws for a label that is not set, which costs a hundred
// times the comparison, and with 500 rules most labels are not set.

import { type ASTNode, type Environment, serialize } from '@marcbachmann/cel-js'
import type { ConditionFacts } from '../condition.ts'
import { compilePattern } from './compile-pattern.ts'
import { compileText, type LabelPath, labelPath, type TextOf } from './compile-text.ts'

/** A text says why it cannot be said. */
export type Verdict = boolean | string
export type Check = (facts: ConditionFacts) => Verdict

export class CompileFault extends Error {
  readonly at: number | null
  constructor(message: string, at: number | null) {
    super(message)
    this.at = at
  }
}

export function compileNode(node: ASTNode, environment: Environment): Check {
  switch (node.op) {
    case '&&':
    case '||': {
      const first = compileNode(node.args[0], environment)
      const second = compileNode(node.args[1], environment)
      return node.op === '&&' ? joined(first, second, false) : joined(first, second, true)
    }
    case '!_': {
      const inner = compileNode(node.args, environment)
      return (facts) => {
        const verdict = inner(facts)
        return typeof verdict === 'string' ? verdict : !verdict
      }
    }
    case '?:': {
      const [when, then, otherwise] = node.args.map((part) => compileNode(part, environment))
      if (!when || !then || !otherwise) return compileLeaf(node, environment)
      return (facts) => {
        const verdict = when(facts)
        if (typeof verdict === 'string') return verdict
        return verdict ? then(facts) : otherwise(facts)
      }
    }
    default:
      return compileTextCheck(node) ?? compileLeaf(node, environment)
  }
}

/** CEL's rule: the value that decides the whole wins over an error on the other side. */
function joined(first: Check, second: Check, decisive: boolean): Check {
  return (facts) => {
    const left = first(facts)
    if (left === decisive) return decisive
    const right = second(facts)
    if (right === decisive) return decisive
    return typeof left === 'string' ? left : right
  }
}

/** A check of bounded texts; null when the node is of another kind. */
function compileTextCheck(node: ASTNode): Check | null {
  switch (node.op) {
    case 'value': {
      const { args } = node
      return typeof args === 'boolean' ? () => args : null
    }
    case '==':
      return compared(node.args, (left, right) => left === right)
    case '!=':
      return compared(node.args, (left, right) => left !== right)
    case 'in':
      return compileMembership(node.args[0], node.args[1])
    case 'call': {
      const path = node.args[0] === 'has' && node.args[1][0] ? labelPath(node.args[1][0]) : null
      return path === null ? null : (facts) => Object.hasOwn(facts.labels, path.name)
    }
    case 'rcall':
      return compileMethod(node, node.args[0], node.args[1], node.args[2])
    default:
      return null
  }
}

function compared(
  sides: readonly [ASTNode, ASTNode],
  holds: (left: string, right: string) => boolean,
): Check | null {
  const left = compileText(sides[0])
  const right = compileText(sides[1])
  return left === null || right === null ? null : both(left, right, holds)
}

function both(left: TextOf, right: TextOf, holds: (a: string, b: string) => boolean): Check {
  const isMissing = missing(left.path ?? right.path)
  return (facts) => {
    const a = left.read(facts)
    const b = right.read(facts)
    return a === undefined || b === undefined ? isMissing : holds(a, b)
  }
}

function compileMembership(item: ASTNode, list: ASTNode): Check | null {
  const text = compileText(item)
  if (text === null) return null
  const isMissing = missing(text.path)
  if (list.op === 'id' && list.args === 'labels') {
    return (facts) => {
      const name = text.read(facts)
      return name === undefined ? isMissing : Object.hasOwn(facts.labels, name)
    }
  }
  if (list.op !== 'list') return null
  const members = list.args.map((member) => (member.op === 'value' ? member.args : undefined))
  if (!members.every((member) => typeof member === 'string')) return null
  const set: ReadonlySet<string> = new Set(members)
  return (facts) => {
    const value = text.read(facts)
    return value === undefined ? isMissing : set.has(value)
  }
}

function compileMethod(
  node: ASTNode,
  method: string,
  receiver: ASTNode,
  args: readonly ASTNode[],
): Check | null {
  const [argument] = args
  if (argument === undefined || args.length !== 1) return null
  const text = compileText(receiver)
  if (text === null) return null
  if (method === 'matches') return compileMatches(node, text, argument)
  const other = compileText(argument)
  if (other === null) return null
  if (method === 'startsWith') return both(text, other, (a, b) => a.startsWith(b))
  if (method === 'endsWith') return both(text, other, (a, b) => a.endsWith(b))
  if (method === 'contains') return both(text, other, (a, b) => a.includes(b))
  return null
}

function compileMatches(node: ASTNode, text: TextOf, argument: ASTNode): Check {
  if (argument.op !== 'value' || typeof argument.args !== 'string') refuseMatches(node)
  const compiled = compilePattern(argument.args)
  if (!compiled.ok) throw new CompileFault(`matches: ${compiled.fault}`, argument.range.start)
  const isMissing = missing(text.path)
  return (facts) => {
    const value = text.read(facts)
    return value === undefined ? isMissing : compiled.pattern.matches(value)
  }
}

/** What the library decides by itself. */
function compileLeaf(node: ASTNode, environment: Environment): Check {
  refuseCostly(node, 0)
  const text = serialize(node)
  const evaluate = environment.parse(text)
  // Checking marks the tree, which spares every evaluation doing so again.
  evaluate.check()
  return (facts) => {
    try {
      const value: unknown = evaluate({ ...facts, severity: facts.severity ?? 'unknown' })
      return typeof value === 'boolean' ? value : `${text} is neither true nor false`
    } catch (error) {
      return `${text}: ${error instanceof Error ? reasonOf(error) : 'cannot be evaluated'}`
    }
  }
}

function reasonOf(error: Error): string {
  return 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message
}

const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

/** Keeps out what could take long on large details: walks within walks, and backtracking. */
function refuseCostly(node: ASTNode, walks: number): void {
  let depth = walks
  if (node.op === 'rcall') {
    if (node.args[0] === 'matches') refuseMatches(node)
    if (MACROS.has(node.args[0])) depth += 1
    if (depth > 1) {
      throw new CompileFault(`${node.args[0]}() cannot stand within another walk`, node.range.start)
    }
  }
  for (const child of childrenOf(node.args)) refuseCostly(child, depth)
}

function childrenOf(args: unknown): readonly ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf)
  // The library's nodes, and nothing else in `args`, carry an operator.
  const isNode = typeof args === 'object' && args !== null && 'op' in args
  return isNode ? [args as ASTNode] : []
}

function refuseMatches(node: ASTNode): never {
  throw new CompileFault(
    'matches() takes a text pattern, on severity, summary, source, service or a label',
    node.range.start,
  )
}

function missing(path: LabelPath | null): string {
  return path === null ? 'a label is not set' : `labels.${path.name} is not set`
}
