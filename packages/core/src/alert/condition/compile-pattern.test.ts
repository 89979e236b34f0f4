import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePattern } from './compile-pattern.ts'

function matches(pattern: string, text: string): boolean | string {
  const compiled = compilePattern(pattern)
  return compiled.ok ? compiled.pattern.matches(text) : compiled.fault
}

test.each([
  ['^prod-', 'prod-eu', true],
  ['^prod-', 'pre prod-eu', false],
  ['disk|memory', 'low memory', true],
  ['db-[0-9]+$', 'host db-17', true],
  ['^db-\\d{2,3}$', 'db-1', false],
  ['^db-\\d{2,3}$', 'db-123', true],
  ['(?i)DISK', 'a disk', true],
  ['(?i)[a-c]x', 'BX', true],
  ['\\bpay\\b', 'payments', false],
  ['^[^a-z]+$', 'ABC-1', true],
  ['a.c', 'a\nc', false],
  ['^.$', '🔴', true],
  ['\\p{Lu}', 'aÉ', true],
  ['(?P<x>ab)+?c', 'ababc', true],
  ['a\\-b\\/c\\.d', 'a-b/c.d', true],
  ['x{2', 'x{2', true],
  ['', 'anything', true],
])('%s in %j: %j', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected)
})

test.each([
  ['('],
  [')'],
  ['*a'],
  ['a**'],
  ['(?=a)'],
  ['(a)\\1'],
  ['[z-a]'],
  ['a{3,2}'],
  ['a{900}'],
  ['\\'],
  ['\\q'],
  ['['],
  ['(?<!a)b'],
  ['a'.repeat(257)],
  ['((a{100}){100}){100}'],
])('%s is refused in words', (pattern) => {
  expect(typeof matches(pattern, '')).toBe('string')
})

describe('against the engine of the language', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\b', '^', '$', '\\d')
  const { node } = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      atom,
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}${b}`),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}', '*?'))
        .map(([a, q]) => `(${a})${q}`),
    ),
  }))

  test('every pattern gives the same answer', () => {
    fc.assert(
      fc.property(
        node,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', ' '), maxLength: 8 }),
        (pattern, text) => {
          expect(matches(pattern, text)).toBe(new RegExp(pattern, 'u').test(text))
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

test('a pattern that would take others years is answered at once', () => {
  expect(matches('^(a+)+(a|a)*b$', 'a'.repeat(1_024))).toBe(false)
  expect(matches('(.*)(.*)(.*)(.*)x', 'a'.repeat(1_024))).toBe(false)
})

test('any text is either a pattern or refused, never a crash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (pattern, text) => {
      expect(['string', 'boolean']).toContain(typeof matches(pattern, text))
    }),
  )
})
