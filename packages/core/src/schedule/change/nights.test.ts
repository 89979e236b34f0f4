import { expect, test } from 'vitest'
import { HOUR_MS } from '../../platform/time.ts'
import { HOUR_WEIGHTS } from '../quality/quality-limits.ts'
import { utc } from '../testing/make-schedule.ts'
import { nightsIn, weightedHours } from './nights.ts'
import { makePerson } from './testing/change-cases.ts'

const ana = makePerson('ana')
const span = (from: string, until: string) => ({ startsAt: utc(from), endsAt: utc(until) })

test('an hour weighs by the heaviest thing that is true of it', () => {
  // Vienna is an hour ahead of UTC in winter; Ana sleeps from 22:00 until 07:00.
  expect(weightedHours(ana, [span('2026-01-07T08:00Z', '2026-01-07T12:00Z')])).toBe(4)
  expect(weightedHours(ana, [span('2026-01-10T08:00Z', '2026-01-10T12:00Z')])).toBe(
    4 * HOUR_WEIGHTS.weekend,
  )
  expect(weightedHours(ana, [span('2026-01-07T20:00Z', '2026-01-07T22:00Z')])).toBe(
    HOUR_WEIGHTS.evening + HOUR_WEIGHTS.sleep,
  )
  const holidays = [span('2026-01-05T23:00Z', '2026-01-06T23:00Z')]
  const epiphany = { ...ana, holidays }
  expect(weightedHours(epiphany, [span('2026-01-06T10:00Z', '2026-01-06T12:00Z')])).toBe(
    2 * HOUR_WEIGHTS.holiday,
  )
})

test('a night counts from an hour on, and once, however many spans meet it', () => {
  const touching = span('2026-01-07T20:00Z', '2026-01-07T21:59Z')
  expect(nightsIn(ana, [touching])).toBe(0)
  expect(nightsIn(ana, [{ ...touching, endsAt: touching.startsAt + 2 * HOUR_MS }])).toBe(1)
  const two = [
    span('2026-01-07T21:00Z', '2026-01-07T23:00Z'),
    span('2026-01-08T01:00Z', '2026-01-08T04:00Z'),
  ]
  expect(nightsIn(ana, two)).toBe(1)
})

test('a night in which clocks go forward is one night', () => {
  expect(nightsIn(ana, [span('2026-03-28T20:00Z', '2026-03-29T08:00Z')])).toBe(1)
})
