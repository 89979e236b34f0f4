import { expect, test } from 'vitest'
import { scaleOf } from './scale.ts'
import { snapSpan, stepOf } from './snap.ts'

const QUARTER = 15 * 60_000
const HOUR = 4 * QUARTER
const DAY = 24 * HOUR
const at = (text: string) => Date.parse(text)
const iso = (instant: number) => new Date(instant).toISOString()
const window = (days: number) => ({ startsAt: 0, endsAt: days * DAY })

test('the longer the range, the longer the steps', () => {
  expect(stepOf(scaleOf(window(1), 'day', 1_000, false))).toBe(QUARTER)
  expect(stepOf(scaleOf(window(14), 'fortnight', 1_000, false))).toBe(HOUR)
  expect(stepOf(scaleOf(window(364), 'year', 1_000, false))).toBe(DAY)
})

test('a span grows to whole steps, whichever way it is drawn', () => {
  const [a, b] = [at('2026-11-24T09:07:30Z'), at('2026-11-24T11:20:00Z')]
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const { startsAt, endsAt } = snapSpan(one, other, QUARTER, 'Europe/Vienna')
    expect([iso(startsAt), iso(endsAt)]).toEqual([
      '2026-11-24T09:00:00.000Z',
      '2026-11-24T11:30:00.000Z',
    ])
  }
  const still = snapSpan(a, a, HOUR, 'Europe/Vienna')
  expect(still.endsAt - still.startsAt).toBe(HOUR)
})

test('whole hours are those of the zone, also where it stands off by half an hour', () => {
  const { startsAt } = snapSpan(
    at('2026-11-24T09:07Z'),
    at('2026-11-24T10:00Z'),
    HOUR,
    'Asia/Kolkata',
  )
  expect(iso(startsAt)).toBe('2026-11-24T08:30:00.000Z')
})

test('a day is as long as its clocks say', () => {
  const noon = at('2026-10-25T12:00Z')
  const { startsAt, endsAt } = snapSpan(noon, noon, DAY, 'Europe/Vienna')
  expect([iso(startsAt), iso(endsAt)]).toEqual([
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ])
})
