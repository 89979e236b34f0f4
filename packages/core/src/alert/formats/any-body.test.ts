// Whatever arrives, an adapter never throws, and what it lets through fits every limit and can be
// stored: no NUL, no half of a surrogate pair, no prototype touched.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVENT_LIMITS, type ParsedBody } from '../event.ts'
import { parseAlertmanager } from './alertmanager/parse-alertmanager.ts'
import { parseEvenwatchEvents } from './evenwatch/parse-evenwatch-events.ts'
import { parseEventsV2 } from './pagerduty/parse-events-v2.ts'
import { utf8Bytes } from './shared/bound-details.ts'
import { FAULT_COUNT_MAX } from './shared/collect-faults.ts'
import { MAX_JSON_DEPTH, parseJsonBody } from './shared/parse-json-body.ts'

const ADAPTERS: readonly [string, (body: string) => ParsedBody][] = [
  ['evenwatch', parseEvenwatchEvents],
  ['pagerduty', parseEventsV2],
  ['alertmanager', parseAlertmanager],
]

/** A body that each adapter takes, with `value` in many of its fields. */
function bodyWith(adapter: string, value: unknown): string {
  const bodies: { readonly [name: string]: unknown } = {
    evenwatch: {
      action: 'trigger',
      summary: 's',
      dedupKey: value,
      source: value,
      severity: value,
      labels: { value },
      details: value,
      links: [value, { href: 'https://example.org', text: value }],
      images: value,
      occurredAt: value,
      runbookUrl: value,
      extra: value,
    },
    pagerduty: {
      event_action: 'trigger',
      images: value,
      links: value,
      client: value,
      client_url: value,
      payload: { summary: 's', source: 'h', severity: value, group: value, custom_details: value },
    },
    alertmanager: {
      version: value,
      truncatedAlerts: value,
      groupKey: value,
      commonLabels: value,
      alerts: [
        { status: 'firing', labels: { value }, annotations: value, startsAt: value },
        { status: 'resolved', labels: {}, annotations: { runbook: value }, endsAt: value },
      ],
    },
  }
  return JSON.stringify(bodies[adapter])
}

function expectWithinLimits(parsed: ParsedBody): void {
  if (parsed.kind === 'refused') {
    expect(parsed.faults.length).toBeGreaterThan(0)
    expect(parsed.faults.length).toBeLessThanOrEqual(FAULT_COUNT_MAX)
    return
  }
  for (const event of parsed.events) {
    expect(event.summary.length).toBeLessThanOrEqual(EVENT_LIMITS.summaryChars)
    expect(event.source.length).toBeLessThanOrEqual(EVENT_LIMITS.sourceChars)
    expect((event.dedupKey ?? '').length).toBeLessThanOrEqual(EVENT_LIMITS.dedupKeyChars)
    expect(event.dedupKey).not.toBe('')
    if (event.action === 'trigger') expect(event.summary).not.toBe('')
    else expect(event.dedupKey).not.toBeNull()
    expect(Object.keys(event.labels).length).toBeLessThanOrEqual(EVENT_LIMITS.labelCount)
    for (const [name, value] of Object.entries(event.labels)) {
      expect(name.length).toBeLessThanOrEqual(EVENT_LIMITS.labelNameChars)
      expect(value.length).toBeLessThanOrEqual(EVENT_LIMITS.labelValueChars)
    }
    for (const link of event.links) {
      expect(link.href).toMatch(/^https?:\/\//i)
      expect(link.href.length).toBeLessThanOrEqual(EVENT_LIMITS.linkHrefChars)
      expect(link.text.length).toBeLessThanOrEqual(EVENT_LIMITS.linkTextChars)
    }
    expect(event.links.length).toBeLessThanOrEqual(EVENT_LIMITS.linkCount)
    expect(event.images.length).toBeLessThanOrEqual(EVENT_LIMITS.linkCount)
    expect(utf8Bytes(JSON.stringify(event.details))).toBeLessThanOrEqual(EVENT_LIMITS.detailsBytes)
    expect(event.warnings.length).toBeLessThanOrEqual(EVENT_LIMITS.warningCount)
    for (const warning of event.warnings) {
      expect(warning.length).toBeLessThanOrEqual(EVENT_LIMITS.warningChars)
    }
    if (event.severity === null && event.action === 'trigger') {
      expect(event.warnings.length).toBeGreaterThan(0)
    }
    // JSON writes a NUL and a lone surrogate as escapes, which is how PostgreSQL meets them.
    expect(JSON.stringify(event)).not.toMatch(/\\u0000|\\ud[89a-f]/)
  }
}

describe.each(ADAPTERS)('%s', (name, parse) => {
  test('takes any string without throwing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => expectWithinLimits(parse(body))))
  })

  test('takes any JSON without throwing', () => {
    fc.assert(fc.property(fc.json(), (body) => expectWithinLimits(parse(body))))
  })

  test('takes any value in any field', () => {
    const anything = fc.oneof(
      fc.jsonValue({ stringUnit: 'binary' }),
      fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' }),
      fc.array(fc.string(), { maxLength: 200, size: 'max' }),
      fc.constantFrom(
        '\0',
        '\ud800',
        '\udc00x',
        '😀'.repeat(600),
        'https://',
        '0001-01-01T00:00:00Z',
      ),
      fc.dictionary(fc.string({ unit: 'binary' }), fc.string(), { maxKeys: 200, size: 'max' }),
    )
    fc.assert(
      fc.property(anything, (value) => expectWithinLimits(parse(bodyWith(name, value)))),
      { numRuns: 300 },
    )
  })

  test('keeps NUL and broken Unicode out of the store, with a warning', () => {
    const parsed = parse(bodyWith(name, { 'a\0b': 'x\0y', z: '\ud83d' }))
    if (parsed.kind !== 'events') throw new Error('refused')
    expectWithinLimits(parsed)
    for (const event of parsed.events) expect(event.warnings.join()).toContain('were replaced')
  })

  test('leaves every prototype alone, and keeps what __proto__ held', () => {
    const parsed = parse(bodyWith(name, { x: 1 }).replaceAll('"x"', '"__proto__"'))
    if (parsed.kind !== 'events') throw new Error('refused')
    expect(JSON.stringify(parsed.events)).toContain('(__proto__)')
    for (const event of parsed.events) {
      expect(Object.getPrototypeOf(event.labels)).toBe(Object.prototype)
      expect(Object.getPrototypeOf(event.details)).toBe(Object.prototype)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('refuses 10,000 levels without running out of stack', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000)
    const parsed = parse(bodyWith(name, 'DEEP').replaceAll('"DEEP"', deep))
    expect(parsed.kind).toBe('refused')
  })

  test('shortens details of a megabyte', () => {
    expectWithinLimits(
      parse(bodyWith(name, { text: '\u0001'.repeat(200_000), a: '€'.repeat(300_000) })),
    )
  })

  test('drops fields when there are too many even for short ones', () => {
    const many = Array.from({ length: 40_000 }, (_, i) => [`field-${i}`, 'value'])
    expectWithinLimits(parse(bodyWith(name, Object.fromEntries(many))))
  })
})

describe('the reader of bodies', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

  test(`takes ${MAX_JSON_DEPTH} levels and refuses one more`, () => {
    expect(parseJsonBody(nested(MAX_JSON_DEPTH)).ok).toBe(true)
    expect(parseJsonBody(nested(MAX_JSON_DEPTH + 1)).ok).toBe(false)
  })

  test('keeps whole surrogate pairs and the last of two equal keys', () => {
    expect(parseJsonBody('{"a":1,"a":"😀"}')).toEqual({
      ok: true,
      value: { a: '😀' },
      warnings: [],
    })
  })

  test('keeps a number beyond all numbers as text', () => {
    const body = parseJsonBody('[1e999]')
    expect(body.ok && body.value).toEqual(['Infinity'])
  })
})
