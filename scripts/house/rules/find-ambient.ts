// Finds what reads the world without being handed it: clocks, randomness, timers, the process.

import { isNode, type SourceFile, type SyntaxNode, walk } from '../source-file.ts'

export type Ambient = { readonly offset: number; readonly what: string; readonly kind: AmbientKind }
export type AmbientKind = 'time' | 'randomness' | 'timer' | 'process' | 'waiting'

/** `object.member`, wherever it is read. */
const MEMBERS: { readonly [member: string]: AmbientKind } = {
  'Date.now': 'time',
  'performance.now': 'time',
  'Math.random': 'randomness',
  'crypto.randomUUID': 'randomness',
  'crypto.getRandomValues': 'randomness',
}
/** `Temporal.Now.…` and `process.…`: whatever is read of them. */
const OBJECTS: { readonly [object: string]: AmbientKind } = {
  'Temporal.Now': 'time',
  process: 'process',
}
const CALLS: { readonly [name: string]: AmbientKind } = {
  setTimeout: 'timer',
  setInterval: 'timer',
  setImmediate: 'timer',
  queueMicrotask: 'timer',
  fetch: 'process',
}

export function findAmbient(file: SourceFile): readonly Ambient[] {
  const found: Ambient[] = []
  walk(file.program, (node) => {
    const ambient = ambientAt(node)
    if (ambient !== null) found.push({ offset: node.start, ...ambient })
  })
  return found
}

function ambientAt(node: SyntaxNode): Omit<Ambient, 'offset'> | null {
  switch (node.type) {
    case 'MemberExpression': {
      const name = nameOf(node)
      const object = isNode(node.object) ? nameOf(node.object) : ''
      const kind = MEMBERS[name] ?? OBJECTS[object]
      return kind === undefined ? null : { kind, what: name }
    }
    case 'NewExpression':
      return nameOf(node.callee) === 'Date' && isEmpty(node.arguments)
        ? { kind: 'time', what: 'new Date() without an argument' }
        : null
    case 'CallExpression': {
      const name = nameOf(node.callee)
      if (name === 'Date') return { kind: 'time', what: 'Date()' }
      const kind = CALLS[name]
      return kind === undefined ? null : { kind, what: name }
    }
    case 'AwaitExpression':
      return { kind: 'waiting', what: 'await' }
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return node.async === true ? { kind: 'waiting', what: 'an async function' } : null
    default:
      return null
  }
}

/** `a.b.c` of plain names; empty for everything else. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node.name)
  if (node.type !== 'MemberExpression' || node.computed === true) return ''
  const object = nameOf(node.object)
  return object === '' ? '' : `${object}.${nameOf(node.property)}`
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
