// What is said in days and weeks must say what the recurrence rule says. The oracle is the rule
// itself, expanded by the engine's RRULE library; in UTC, where wall time is real time.

import { scheduleDocumentOf } from '@evenwatch/api'
import {
  assert,
  compileSchedule,
  coverageDiff,
  DAY_MS,
  finalTimeline,
  HOUR_MS,
  MINUTE_MS,
} from '@evenwatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeDocument } from '../make-document.ts'
import { recurrenceTurn } from './recurrence-turn.ts'
import { type HoursSpec, type TurnSpec, wallText } from './schedule-spec.ts'

const MONDAY = Date.UTC(2026, 2, 2)
const SPAN = { startsAt: MONDAY - DAY_MS, endsAt: MONDAY + 70 * DAY_MS }
const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const anyRule = fc
  .record({
    freq: fc.constantFrom('DAILY', 'WEEKLY'),
    interval: fc.integer({ min: 1, max: 3 }),
    days: fc.subarray(CODES),
    startsMinutes: fc.integer({ min: 0, max: 7 * 24 * 4 - 1 }).map((quarter) => quarter * 15),
    lastsMinutes: fc.integer({ min: 1, max: 3 * 24 * 4 }).map((quarter) => quarter * 15),
    shiftsPerMember: fc.integer({ min: 1, max: 3 }),
    members: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ freq, interval, days, startsMinutes, lastsMinutes, ...rest }) => {
    const byDay = days.length > 0 ? `;BYDAY=${days.join(',')}` : ''
    const every = interval === 1 ? '' : `;INTERVAL=${interval}`
    const startsWall = MONDAY + startsMinutes * MINUTE_MS
    const lastsMs = lastsMinutes * MINUTE_MS
    return { ...rest, rrule: `FREQ=${freq}${every}${byDay}`, startsWall, lastsMs }
  })

test('turns of days and weeks are the recurrence rule’s own shifts', () => {
  fc.assert(
    fc.property(anyRule, ({ rrule, startsWall, lastsMs, shiftsPerMember, members }) => {
      const occurrence = {
        startsWall,
        endsWall: startsWall + lastsMs,
        shiftsPerMember,
        isAlwaysTheSame: false,
      }
      const said = recurrenceTurn([`RRULE:${rrule}`], occurrence)
      // Overlapping occurrences have no rotation of ours.
      if (said === null) return
      const byRule = {
        turn: { rrule, duration: `${lastsMs / MINUTE_MS}m`, count: 'elapsed', shiftsPerMember },
        hours: null,
      } as const
      const was = timelineOf(byRule, startsWall, members)
      const now = timelineOf(said, startsWall, members)
      expect(coverageDiff(was, now, SPAN)).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('a rule with exceptions, and occurrences of different people that overlap, are not said', () => {
  const day = { startsWall: MONDAY, endsWall: MONDAY + 8 * HOUR_MS, shiftsPerMember: 1 }
  const exception = ['RRULE:FREQ=DAILY', 'EXDATE:20260304T000000Z']
  expect(recurrenceTurn(exception, { ...day, isAlwaysTheSame: true })).toBeNull()
  const long = { ...day, endsWall: MONDAY + 2 * DAY_MS, isAlwaysTheSame: false }
  expect(recurrenceTurn(['RRULE:FREQ=DAILY'], long)).toBeNull()
})

test('hours that repeat are turns of hours; a rule of months stays a rule', () => {
  const four = { startsWall: MONDAY, endsWall: MONDAY + 4 * HOUR_MS, shiftsPerMember: 1 }
  const hourly = recurrenceTurn(['RRULE:FREQ=HOURLY;INTERVAL=4'], {
    ...four,
    isAlwaysTheSame: false,
  })
  expect(hourly?.turn).toMatchObject({ length: 4, unit: 'hour', count: 'elapsed' })
  const rule = 'FREQ=MONTHLY;BYMONTHDAY=1'
  const monthly = recurrenceTurn([`RRULE:${rule}`], { ...four, isAlwaysTheSame: false })
  expect(monthly?.turn).toMatchObject({ rrule: rule, duration: '4h' })
})

function timelineOf(
  said: { readonly turn: TurnSpec; readonly hours?: HoursSpec },
  startsWall: number,
  members: number,
) {
  const { turn, hours = null } = said
  const people = Array.from({ length: members }, (_, i) => `person-${i}`)
  const layer = { name: 'a', firstHandoff: wallText(startsWall), turn, members: people, hours }
  const document = makeDocument({
    apiVersion: 'evenwatch/v1',
    kind: 'Schedule',
    metadata: { name: 'any' },
    spec: { timeZone: 'UTC', layers: [layer] },
  })
  assert(document.kind === 'Schedule', 'it is a schedule')
  const converted = scheduleDocumentOf(document.metadata, document.spec, (_kind, name) => name)
  assert(converted.ok, 'the layer has no fault')
  const schedule = { ...converted.document, id: 'any', name: 'any', overrides: [] }
  return finalTimeline(compileSchedule(schedule, new Map()), SPAN)
}
