import { expect, test } from 'vitest'
import { HOUR_MS, WEEK_MS } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import { shiftsBetween } from '../shifts-between.ts'
import {
  hours,
  makeLayer,
  makeOverride,
  makeSchedule,
  utc,
  WORKDAYS,
} from '../testing/make-schedule.ts'
import { calendarEntries } from './calendar-entries.ts'

const span = { startsAt: utc('2026-03-02T00:00Z'), endsAt: utc('2026-04-20T00:00Z') }
const plain = { span, withGaps: false }
const planWith = (...overrides: Parameters<typeof makeOverride>[0][]) =>
  compileSchedule(makeSchedule([makeLayer({})], overrides.map(makeOverride)), new Map())

test('the entries of a schedule are its shifts with their true start and end', () => {
  const plan = planWith()
  const entries = calendarEntries(plan, plain)
  const shifts = shiftsBetween(plan, span)
  expect(entries).toHaveLength(8)
  expect(entries.map(({ startsAt, endsAt, userIds }) => ({ startsAt, endsAt, userIds }))).toEqual(
    shifts.map(({ startsAt, endsAt, userIds }) => ({ startsAt, endsAt, userIds })),
  )
})

test('a shift is the same entry in every span that meets it', () => {
  const plan = planWith()
  const later = { startsAt: span.startsAt + HOUR_MS, endsAt: span.endsAt + WEEK_MS }
  const known = new Set(calendarEntries(plan, plain).map(({ identity }) => identity))
  const again = calendarEntries(plan, { ...plain, span: later })
  expect(again.filter(({ identity }) => known.has(identity))).toHaveLength(8)
})

test('an override changes the identity of the shifts it touches and of no other', () => {
  const touched = planWith({
    startsAt: utc('2026-03-18T08:00Z'),
    endsAt: utc('2026-03-19T08:00Z'),
    addUserId: 'dora',
  })
  const before = calendarEntries(planWith(), plain)
  const after = calendarEntries(touched, plain)
  const known = new Set(before.map(({ identity }) => identity))
  const fresh = after.filter(({ identity }) => !known.has(identity))
  // The first part of the week keeps start and people, so it is the same entry, now shorter.
  expect(fresh.map(({ startsAt }) => startsAt)).toEqual([
    utc('2026-03-18T08:00Z'),
    utc('2026-03-19T08:00Z'),
  ])
  expect(after).toHaveLength(before.length + 2)
})

test('a person sees only shifts that name them', () => {
  const entries = calendarEntries(planWith(), { ...plain, userId: 'ana' })
  expect(entries.length).toBeGreaterThan(1)
  for (const { userIds } of entries) expect(userIds).toEqual(['ana'])
})

test('gaps come only when asked for, in their place in time', () => {
  const office = makeLayer({ hours: [hours(WORKDAYS, '09:00', '17:00')] })
  const plan = compileSchedule(makeSchedule([office]), new Map())
  const withGaps = calendarEntries(plan, { ...plain, withGaps: true })
  expect(calendarEntries(plan, plain).every(({ kind }) => kind === 'shift')).toBe(true)
  expect(withGaps.filter(({ kind }) => kind === 'gap')).not.toHaveLength(0)
  // Together they leave nothing out.
  for (const [i, { startsAt }] of withGaps.entries()) {
    if (i > 0) expect(startsAt).toBe(withGaps[i - 1]?.endsAt)
  }
  expect(new Set(withGaps.map(({ identity }) => identity)).size).toBe(withGaps.length)
})
