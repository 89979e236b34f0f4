import { describe, expect, test } from 'vitest'
import { EVENT_LIMITS, type InboundEvent } from '../../event.ts'
import { FAULT_COUNT_MAX } from '../shared/collect-faults.ts'
import { parseEvenwatchEvents } from './parse-evenwatch-events.ts'

function eventsOf(body: unknown): readonly InboundEvent[] {
  const parsed = parseEvenwatchEvents(JSON.stringify(body))
  if (parsed.kind !== 'events') throw new Error(JSON.stringify(parsed.faults))
  return parsed.events
}

function eventOf(body: object): InboundEvent {
  const [event] = eventsOf(body)
  if (event === undefined) throw new Error('no event')
  return event
}

function faultFields(body: unknown): readonly string[] {
  const parsed = parseEvenwatchEvents(JSON.stringify(body))
  return parsed.kind === 'refused' ? parsed.faults.map((fault) => fault.field) : []
}

describe('one event', () => {
  test('needs nothing but a summary', () => {
    expect(eventOf({ summary: 'Disk full', severity: 'info' })).toEqual({
      action: 'trigger',
      dedupKey: null,
      summary: 'Disk full',
      source: '',
      severity: 'info',
      labels: {},
      details: {},
      links: [],
      images: [],
      runbookUrl: null,
      occurredAt: null,
      warnings: [],
    })
  })

  test('keeps every field of the format', () => {
    const event = {
      action: 'trigger',
      dedupKey: 'db-1/disk',
      summary: 'Disk full',
      source: 'db-1',
      severity: 'critical',
      labels: { env: 'prod' },
      details: { used: 0.98, mounts: ['/var'] },
      links: [{ href: 'https://example.org/d', text: 'Dashboard' }],
      images: [{ src: 'https://example.org/i.png', href: 'https://example.org', alt: 'graph' }],
      runbookUrl: 'https://example.org/r',
      occurredAt: '2026-01-05T09:00:00+01:00',
    }
    expect(eventOf(event)).toEqual({
      ...event,
      occurredAt: Date.UTC(2026, 0, 5, 8),
      warnings: [],
    })
  })

  test('unknown fields are kept under details, and never replace one given there', () => {
    const event = eventOf({
      summary: 's',
      severity: 'info',
      team: 'a',
      region: 'eu',
      details: { region: 'us' },
    })
    expect(event.details).toEqual({ team: 'a', region: 'us' })
    expect(event.warnings).toEqual(['Unknown fields were kept under details: "team", "region".'])
  })

  test('values that can be coerced are kept, with a warning each', () => {
    const event = eventOf({
      summary: 42,
      dedupKey: 7,
      severity: 'SEV1',
      labels: { cpu: 4, tags: ['a'], nothing: null },
      details: 'free text',
      links: 'https://example.org',
      occurredAt: 'yesterday',
      runbookUrl: 'wiki page 4',
    })
    expect(event).toMatchObject({
      summary: '42',
      dedupKey: '7',
      severity: null,
      labels: { cpu: '4', tags: '["a"]' },
      details: { text: 'free text' },
      links: [{ href: 'https://example.org', text: 'https://example.org' }],
      occurredAt: null,
      runbookUrl: null,
    })
    expect(event.warnings).toHaveLength(6)
  })

  test('a time without an offset is read as UTC and says so', () => {
    const event = eventOf({ summary: 's', severity: 'info', occurredAt: '2026-01-05 09:00' })
    expect(event.occurredAt).toBe(Date.UTC(2026, 0, 5, 9))
    expect(event.warnings).toHaveLength(1)
  })

  test.each([['2026-02-30T00:00:00Z'], ['2026-13-01T00:00:00Z'], ['2026-01-01T24:00:00Z']])(
    '%s is no time',
    (occurredAt) => {
      expect(eventOf({ summary: 's', severity: 'info', occurredAt }).occurredAt).toBeNull()
    },
  )
})

describe('an array', () => {
  test('of 1,000 events is taken in its order, of 1,001 refused', () => {
    const many = Array.from({ length: 1_000 }, (_, i) => ({ summary: `s${i}`, severity: 'info' }))
    expect(eventsOf(many).map((event) => event.summary)).toEqual(many.map((e) => e.summary))
    expect(faultFields([...many, { summary: 'x' }])).toEqual([''])
  })

  test('is refused whole, with every fault named by its place', () => {
    const body = [
      { summary: 'fine' },
      'text',
      { action: 'resolve' },
      { action: 'close', summary: '' },
      { summary: ' ' },
    ]
    expect(faultFields(body)).toEqual([
      '[1]',
      '[2].dedupKey',
      '[3].action',
      '[3].summary',
      '[4].summary',
    ])
  })

  test('without an event is refused', () => {
    expect(faultFields([])).toEqual([''])
  })

  test('with more faults than anybody reads says how many are left', () => {
    const parsed = parseEvenwatchEvents(JSON.stringify(Array.from({ length: 150 }, () => ({}))))
    if (parsed.kind !== 'refused') throw new Error('accepted')
    expect(parsed.faults).toHaveLength(FAULT_COUNT_MAX)
    expect(parsed.faults.at(-1)?.rule).toBe('51 more faults are not listed')
  })
})

describe('faults of a single event', () => {
  test('are named without a place, with rule and example', () => {
    expect(parseEvenwatchEvents('{}')).toEqual({
      kind: 'refused',
      faults: [
        { field: 'summary', rule: 'a trigger needs a summary', example: 'Disk full on db-1' },
      ],
    })
    expect(faultFields({ action: 'acknowledge' })).toEqual(['dedupKey'])
    expect(faultFields({ action: 5, summary: 's' })).toEqual(['action'])
    expect(faultFields(null)).toEqual([''])
  })
})

describe('limits', () => {
  test('of labels: 128 are kept, the rest is counted', () => {
    const labels = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`l${i}`, 'v']))
    const event = eventOf({ summary: 's', severity: 'info', labels })
    expect(Object.keys(event.labels)).toHaveLength(EVENT_LIMITS.labelCount)
    expect(event.warnings.join()).toContain('2 of the labels were left out')
  })

  test('of details: the largest field is shortened, the small ones stay', () => {
    const details = { stack: 'é'.repeat(200_000), host: 'db-1' }
    const event = eventOf({ summary: 's', severity: 'info', details })
    expect(event.details.host).toBe('db-1')
    expect(event.details.stack).toHaveLength(1_024)
    expect(event.warnings.join()).toContain('1 fields were shortened')
  })

  test('of warnings: sixteen, the last one says how many more', () => {
    const labels = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`l${i}`, []]))
    const event = eventOf({ summary: 's', severity: 'info', labels })
    expect(event.warnings).toHaveLength(EVENT_LIMITS.warningCount)
    expect(event.warnings.at(-1)).toBe('25 more warnings are not listed.')
  })

  test('of links: sixteen', () => {
    const links = Array.from({ length: 20 }, (_, i) => ({ href: `https://example.org/${i}` }))
    const event = eventOf({ summary: 's', severity: 'info', links })
    expect(event.links).toHaveLength(EVENT_LIMITS.linkCount)
    expect(event.warnings).toEqual(['4 of the links were left out: at most 16.'])
  })
})
