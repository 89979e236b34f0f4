// What is written is read by two parsers that share no code; both must find exactly core's shifts.

import {
  calendarEntries,
  compileSchedule,
  DAY_MS,
  HOUR_MS,
  type Layer,
  MINUTE_MS,
  renderCalendar,
  type Schedule,
  type SchedulePlan,
  type Span,
  shiftsBetween,
} from '@evenwatch/core'
import fc from 'fast-check'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { describe, expect, test } from 'vitest'
import { writeIcalendar } from './write-icalendar.ts'

const ZONES = ['Europe/Vienna', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Sao_Paulo'] as const

/** A year with both of the zone's clock changes; Brazil's last summer time ended in 2019. */
const YEAR_OF: Record<(typeof ZONES)[number], number> = {
  'Europe/Vienna': 2026,
  'Australia/Lord_Howe': 2026,
  'Africa/Cairo': 2026,
  'America/Sao_Paulo': 2018,
}

type Found = { readonly uid: string; readonly startsAt: number; readonly endsAt: number }

function layer(name: string, turn: Layer['versions'][number]['turn'], from: string): Layer {
  return {
    name,
    role: 'primary',
    stages: null,
    priority: 1,
    timeZone: null,
    versions: [
      {
        effectiveFrom: null,
        startsWith: 0,
        firstHandoff: from,
        until: null,
        turn,
        members: [{ userIds: ['ana'] }, { userIds: ['ben', 'chen'] }, null],
        hours: null,
      },
    ],
  }
}

function planIn(timeZone: string, layers: readonly Layer[]): SchedulePlan {
  const schedule: Schedule = {
    id: 'schedule',
    name: 'payments',
    teamId: null,
    timeZone,
    stages: [],
    layers,
    overrides: [],
  }
  return compileSchedule(schedule, new Map())
}

async function write(plan: SchedulePlan, span: Span): Promise<string> {
  const question = { span, withGaps: false }
  const events = calendarEntries(plan, question).map((entry) => ({
    ...entry,
    uid: `${entry.startsAt}@test`,
    timeZone: plan.schedule.timeZone,
    summary: 'On call: Payments (primary)',
    description: '',
    url: null,
    sequence: 3,
    changedAt: Date.UTC(2026, 0, 1),
  }))
  return writeIcalendar(renderCalendar({ name: 'Test', refreshEvery: 'PT15M', events }))
}

function readByIcalJs(text: string): Found[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const zones = new Map(
    calendar.getAllSubcomponents('vtimezone').map((one) => {
      const zone = new ICAL.Timezone(one)
      return [zone.tzid, zone]
    }),
  )
  return calendar.getAllSubcomponents('vevent').map((one) => {
    const at = (name: string) => {
      const property = one.getFirstProperty(name)
      const time = property?.getFirstValue() as ICAL.Time
      // The library's own rules for zones are not used: only what stands in the file.
      const zone = zones.get(String(property?.getFirstParameter('tzid')))
      return zone ? instantIn(zone, time) : time.toUnixTime() * 1_000
    }
    return {
      uid: String(one.getFirstPropertyValue('uid')),
      startsAt: at('dtstart'),
      endsAt: at('dtend'),
    }
  })
}

function instantIn(zone: ICAL.Timezone, time: ICAL.Time): number {
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second)
  return wall - zone.utcOffset(time) * 1_000
}

/** By the reader's own rules of the zone that the file names. */
function readByNodeIcal(text: string): Found[] {
  return Object.values(nodeIcal.sync.parseICS(text)).flatMap((one) => {
    if (one?.type !== 'VEVENT') return []
    return [
      { uid: one.uid, startsAt: one.start.getTime(), endsAt: (one.end ?? one.start).getTime() },
    ]
  })
}

const byUid = (found: readonly Found[]) => [...found].sort((a, b) => (a.uid < b.uid ? -1 : 1))

function shiftsOf(plan: SchedulePlan, span: Span): Found[] {
  return byUid(
    shiftsBetween(plan, span).map(({ startsAt, endsAt }) => ({
      uid: `${startsAt}@test`,
      startsAt,
      endsAt,
    })),
  )
}

describe.each(ZONES)('a year of shifts in %s', (zone) => {
  const span = {
    startsAt: Date.UTC(YEAR_OF[zone], 0, 1),
    endsAt: Date.UTC(YEAR_OF[zone] + 1, 0, 1),
  }
  const start = `${YEAR_OF[zone]}-01-01`

  test.each([
    ['handoffs at 09:00', layer('daily', every(1, 'day'), `${start}T09:00`)],
    [
      'handoffs inside the hours that repeat or do not exist',
      layer('hourly', every(1, 'hour'), `${start}T00:30`),
    ],
    ['weekly handoffs at midnight', layer('weekly', every(1, 'week'), `${start}T00:00`)],
  ])('with %s is read as core means it', async (_, one) => {
    const plan = planIn(zone, [one])
    // Two weeks around each change are enough for the hourly ones.
    const spans = one.name === 'hourly' ? changesIn(zone, span) : [span]
    for (const part of spans) {
      const text = await write(plan, part)
      const expected = shiftsOf(plan, part)
      expect(expected.length).toBeGreaterThan(20)
      expect(byUid(readByIcalJs(text))).toEqual(expected)
      expect(byUid(readByNodeIcal(text))).toEqual(expected)
    }
  })

  test('with any turns is read as core means it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          length: fc.integer({ min: 1, max: 9 }),
          unit: fc.constantFrom('hour' as const, 'day' as const),
          minutes: fc.integer({ min: 0, max: 24 * 60 - 1 }),
          day: fc.integer({ min: 0, max: 360 }),
        }),
        async ({ length, unit, minutes, day }) => {
          const clock = new Date(minutes * MINUTE_MS).toISOString().slice(11, 16)
          const plan = planIn(zone, [layer('any', every(length, unit), `${start}T${clock}`)])
          const from = span.startsAt + day * DAY_MS
          const part = { startsAt: from, endsAt: from + 10 * DAY_MS }
          const text = await write(plan, part)
          expect(byUid(readByIcalJs(text))).toEqual(shiftsOf(plan, part))
          expect(byUid(readByNodeIcal(text))).toEqual(shiftsOf(plan, part))
        },
      ),
      { numRuns: 25 },
    )
  })
})

function every(length: number, unit: 'hour' | 'day' | 'week') {
  return { kind: 'every', length, unit, count: 'worked', shiftsPerMember: 1 } as const
}

function changesIn(zone: string, { startsAt, endsAt }: Span): Span[] {
  const offset = (at: number) =>
    new Date(at).toLocaleString('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).slice(-6)
  const found: Span[] = []
  for (let at = startsAt + DAY_MS; at < endsAt; at += DAY_MS) {
    if (offset(at) !== offset(at - DAY_MS)) {
      found.push({ startsAt: at - 2 * DAY_MS, endsAt: at + DAY_MS })
    }
  }
  return found
}

describe('the text', () => {
  test('keeps to the lines, the ends and the characters of the standard', async () => {
    const event = {
      uid: 'one@test',
      startsAt: Date.UTC(2026, 4, 1, 8),
      endsAt: Date.UTC(2026, 4, 1, 9) + 12 * HOUR_MS,
      timeZone: 'Europe/Vienna',
      summary: `Müller; Łukasz, 日本語${'語'.repeat(60)} \\ "on call"`,
      description: 'one\r\ntwo\u0007three\nBEGIN:VEVENT',
      url: 'https://evenwatch.example.org/schedules/payments',
      sequence: 0,
      changedAt: Date.UTC(2026, 4, 1, 8, 0, 0, 999),
    }
    const name = 'Zahlungen\nBEGIN:VEVENT'
    const text = await writeIcalendar(
      renderCalendar({ name, refreshEvery: 'PT15M', events: [event] }),
    )
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u)
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1)
    expect(text).toContain('DTSTAMP:20260501T080000Z\r\n')
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n')
    const [read] = Object.values(nodeIcal.sync.parseICS(text)).filter(
      (one) => one?.type === 'VEVENT',
    )
    expect(read?.type === 'VEVENT' && read.summary).toBe(event.summary)
    expect(read?.type === 'VEVENT' && read.description).toBe('one\ntwo three\nBEGIN:VEVENT')
    const [component] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
    expect(component?.getFirstPropertyValue('summary')).toBe(event.summary)
  })
})
