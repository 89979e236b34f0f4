import { Environment } from '@marcbachmann/cel-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConditionFacts } from './condition/condition-facts.ts'
import { CONDITION_CHARS_MAX, compileCondition, conditionHolds } from './condition.ts'

const facts: ConditionFacts = {
  severity: 'critical',
  urgency: 'high',
  summary: 'Disk full on db-1',
  source: 'db-1',
  service: 'checkout-api',
  labels: { env: 'prod', team: 'payments', 'k8s.io/name': 'db', quote: 'a"b\\c\n' },
  details: { used: 0.98, count: 3, flag: true, tags: ['a', 'b'], deep: { er: 'x' }, none: null },
}

function answer(text: string, about: ConditionFacts = facts): boolean | string {
  const compiled = compileCondition(text)
  if (!compiled.ok) return `refused: ${compiled.fault.message}`
  const result = conditionHolds(compiled.condition, about)
  return 'holds' in result ? result.holds : result.error
}

test.each([
  ['severity == "critical"', true],
  ['severity != "critical"', false],
  ['severity in ["critical", "error"] && urgency == "high"', true],
  ['labels.env == "prod" && labels["team"] == "payments"', true],
  ['labels["k8s.io/name"].startsWith("d")', true],
  ['"env" in labels && !("nope" in labels)', true],
  ['has(labels.nope) && labels.nope == "x"', false],
  ['summary.contains("Disk") || source.endsWith("-2")', true],
  ['summary.matches("(?i)disk .*db-[0-9]+$")', true],
  ['service == "checkout-api" ? labels.env == "prod" : false', true],
  ['details.used > 0.9 && details.count == 3', true],
  ['details.flag', true],
  ['details.deep.er == "x" && "a" in details.tags', true],
  ['details.tags.exists(t, t == "b")', true],
  ['has(details.nope)', false],
  ['size(labels) > 3', true],
  ['labels.quote == "a\\"b\\\\c\\n" && details.count < 4', true],
  ['labels.exists(name, name.startsWith("k8s"))', true],
  ['details.none == null', true],
  ['true', true],
])('%s: %j', (text, expected) => {
  expect(answer(text)).toBe(expected)
})

test('an unknown severity reads as "unknown", compared plainly or by the library', () => {
  const about = { ...facts, severity: null }
  expect(answer('severity == "unknown"', about)).toBe(true)
  expect(answer('severity + "!" == "unknown!"', about)).toBe(true)
})

describe('what is not set', () => {
  test('is an error in words', () => {
    expect(answer('labels.nope == "x"')).toBe('labels.nope is not set')
    expect(answer('!labels.nope.startsWith("x")')).toBe('labels.nope is not set')
    expect(answer('labels.constructor == "x"')).toBe('labels.constructor is not set')
    expect(answer('details.nope == 1')).toBe('details.nope == 1: No such key: nope')
  })

  test('does not matter when the other side decides', () => {
    expect(answer('labels.nope == "x" || severity == "critical"')).toBe(true)
    expect(answer('labels.nope == "x" && severity == "info"')).toBe(false)
    expect(answer('details.nope == 1 || labels.env == "prod"')).toBe(true)
    expect(answer('labels.nope == "x" || severity == "info"')).toBe('labels.nope is not set')
  })

  test('is an error, too, where a value is neither true nor false', () => {
    expect(answer('details.count')).toBe('details.count is neither true nor false')
    expect(answer('details.count && severity == "critical"')).toContain('neither')
  })
})

describe('refused when written, not when asked', () => {
  test.each([
    ['severity ==', 'Unexpected token'],
    ['', 'Unexpected'],
    ['sevrity == "critical"', 'Unknown variable: sevrity'],
    ['severity == 1', 'no such overload'],
    ['summary', 'must say true or false'],
    ['summary.matches("(a")', 'not closed'],
    ['summary.matches(source)', 'matches() takes a text pattern'],
    ['details.text.matches("a+b")', 'matches() takes a text pattern'],
    ['labels.exists(k, k.matches("(a+)+b"))', 'matches() takes a text pattern'],
    ['details.tags.all(a, details.tags.all(b, a == b))', 'within another walk'],
    [`severity == "${'x'.repeat(CONDITION_CHARS_MAX)}"`, 'at most 1000 characters'],
    [`${'('.repeat(400)}true${')'.repeat(400)}`, ''],
    [`${'!'.repeat(900)}true`, ''],
  ])('%s', (text, reason) => {
    expect(answer(text)).toContain('refused: ')
    expect(answer(text)).toContain(reason)
  })

  test('with the place of the fault', () => {
    const compiled = compileCondition('severity == "a" && sevrity == "b"')
    expect(compiled).toMatchObject({ ok: false, fault: { at: 19 } })
  })
})

test('gives the same answers as the CEL library, errors included', () => {
  const environment = new Environment({ unlistedVariablesAreDyn: false })
    .registerVariable('severity', 'string')
    .registerVariable('source', 'string')
    .registerVariable('labels', 'map<string, string>')
    .registerVariable('details', 'map<string, dyn>')
  const text = fc.constantFrom(
    'severity',
    'source',
    'labels.env',
    'labels.nope',
    '"prod"',
    '"db-1"',
  )
  const atom = fc.oneof(
    fc.tuple(text, fc.constantFrom('==', '!='), text).map((parts) => parts.join(' ')),
    fc
      .tuple(text, fc.constantFrom('contains', 'startsWith', 'endsWith'), text)
      .map(([a, method, b]) => `${a}.${method}(${b})`),
    text.map((a) => `${a} in ["prod", "db-1"]`),
    text.map((a) => `${a} in labels`),
    fc.constantFrom('has(labels.env)', 'has(labels.nope)', 'details.count > 2', 'details.x == 1'),
    fc.constantFrom('true', 'false', 'labels.env.size() == 4', 'source.matches("^db-[0-9]$")'),
  )
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      atom,
      fc
        .tuple(tie('tree'), fc.constantFrom('&&', '||'), tie('tree'))
        .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      tie('tree').map((inner) => `!(${inner})`),
      fc
        .tuple(tie('tree'), tie('tree'), tie('tree'))
        .map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    ),
  }))
  const byLibrary = (condition: string): boolean | 'error' => {
    try {
      return environment.evaluate(condition, { ...facts })
    } catch {
      return 'error'
    }
  }
  fc.assert(
    fc.property(
      tree.filter((condition) => condition.length <= CONDITION_CHARS_MAX),
      (condition) => {
        const ours = answer(condition)
        expect(typeof ours === 'string' ? 'error' : ours).toBe(byLibrary(condition))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('any text is either a condition or refused, and asking it never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(['string', 'boolean']).toContain(typeof answer(text))
    }),
  )
})
