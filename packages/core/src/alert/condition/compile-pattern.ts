// Regular expressions for conditions, matched in time that grows only with text times pattern.
//
// The language's own engine backtracks: a rule as harmless as `(a+)+b` would let whoever writes a
// summary stop ingest for minutes. CEL promises RE2's behaviour for `matches`; this is its small
// core: an automaton that follows all possibilities at once. No backreferences, no look-around.
// Why our own: RE2 bindings need a compiler or a large WebAssembly file.

import { type PatternNode, parsePattern } from './parse-pattern.ts'

export const PATTERN_CHARS_MAX = 256
/** Steps of the automaton, counted after `{n,m}` is written out. */
export const PATTERN_STEPS_MAX = 1_000

export type Pattern = { matches(text: string): boolean }
export type CompiledPattern = { ok: true; pattern: Pattern } | { ok: false; fault: string }

type Step =
  | { kind: 'char'; test: (char: string) => boolean }
  | { kind: 'fork'; first: number; second: number }
  | { kind: 'assert'; at: 'start' | 'end' | 'word' | 'notWord' }
  | { kind: 'match' }

export function compilePattern(source: string): CompiledPattern {
  if (source.length > PATTERN_CHARS_MAX) {
    return { ok: false, fault: `a pattern has at most ${PATTERN_CHARS_MAX} characters` }
  }
  const parsed = parsePattern(source)
  if (!parsed.ok) return parsed
  const steps: Step[] = []
  if (!emit(parsed.node, steps)) {
    return { ok: false, fault: `the pattern repeats too much (over ${PATTERN_STEPS_MAX} steps)` }
  }
  steps.push({ kind: 'match' })
  return { ok: true, pattern: { matches: (text) => run(steps, text) } }
}

/** Appends the node's steps; false when there are too many. */
function emit(node: PatternNode, steps: Step[]): boolean {
  if (steps.length > PATTERN_STEPS_MAX) return false
  switch (node.kind) {
    case 'char':
      steps.push({ kind: 'char', test: node.test })
      return true
    case 'assert':
      steps.push({ kind: 'assert', at: node.at })
      return true
    case 'sequence':
      return node.items.every((item) => emit(item, steps))
    case 'either':
      return emitEither(node.first, node.second, steps)
    case 'repeat':
      return emitRepeat(node, steps)
  }
}

function emitEither(first: PatternNode, second: PatternNode, steps: Step[]): boolean {
  const fork = pushFork(steps)
  fork.first = steps.length
  if (!emit(first, steps)) return false
  const jump = pushFork(steps)
  fork.second = steps.length
  if (!emit(second, steps)) return false
  jump.first = jump.second = steps.length
  return true
}

function emitRepeat(node: PatternNode & { kind: 'repeat' }, steps: Step[]): boolean {
  for (let count = 0; count < node.min; count += 1) if (!emit(node.item, steps)) return false
  if (node.max === null) {
    const loopAt = steps.length
    const loop = pushFork(steps)
    loop.first = steps.length
    if (!emit(node.item, steps)) return false
    const back = pushFork(steps)
    back.first = back.second = loopAt
    loop.second = steps.length
    return true
  }
  for (let count = node.min; count < node.max; count += 1) {
    const maybe = pushFork(steps)
    maybe.first = steps.length
    if (!emit(node.item, steps)) return false
    maybe.second = steps.length
  }
  return true
}

function pushFork(steps: Step[]): Step & { kind: 'fork' } {
  const fork = { kind: 'fork' as const, first: 0, second: 0 }
  steps.push(fork)
  return fork
}

/** True when the pattern occurs anywhere in the text. */
function run(steps: readonly Step[], text: string): boolean {
  const chars = [...text]
  const reachedAt = new Int32Array(steps.length).fill(-1)
  let active: number[] = []
  let isMatch = false

  const reach = (start: number, position: number, into: number[]): void => {
    const pending = [start]
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      const step = steps[index]
      // Each step is entered once per position: this is what keeps the time linear.
      if (step === undefined || reachedAt[index] === position) continue
      reachedAt[index] = position
      if (step.kind === 'match') isMatch = true
      else if (step.kind === 'fork') pending.push(step.second, step.first)
      else if (step.kind === 'char') into.push(index)
      else if (holdsAt(step.at, chars, position)) pending.push(index + 1)
    }
  }

  for (let position = 0; position <= chars.length; position += 1) {
    // A match may begin at every position, after those already under way.
    const waiting: number[] = []
    for (const index of active) reach(index, position, waiting)
    reach(0, position, waiting)
    if (isMatch) return true
    const char = chars[position]
    if (char === undefined) return false
    active = []
    for (const index of waiting) {
      const step = steps[index]
      if (step?.kind === 'char' && step.test(char)) active.push(index + 1)
    }
  }
  return false
}

function holdsAt(at: string, chars: readonly string[], position: number): boolean {
  if (at === 'start') return position === 0
  if (at === 'end') return position === chars.length
  const isEdge = isWord(chars[position - 1]) !== isWord(chars[position])
  return isEdge === (at === 'word')
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /^\w$/.test(char)
}
