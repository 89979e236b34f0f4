import { expect, test } from 'vitest'
import { describeMoves } from './describe-moves.ts'

const span = (from: string, until: string) => ({
  startsAt: Date.parse(from),
  endsAt: Date.parse(until),
})
const moves = (before: ReturnType<typeof span>[], after: ReturnType<typeof span>[]) =>
  describeMoves({ timeZone: 'Europe/Vienna', before, after })

test('a week gained is a weekend, nights and days', () => {
  expect(moves([], [span('2026-03-02T08:00:00Z', '2026-03-09T08:00:00Z')])).toEqual([
    '+1 weekend in March',
    '+5 nights in March',
    '+6 days in March',
  ])
})

test('what is lost and what is gained are both said', () => {
  const swapped = moves(
    [span('2026-03-06T23:00:00Z', '2026-03-08T23:00:00Z')],
    [span('2026-03-13T23:00:00Z', '2026-03-15T23:00:00Z')],
  )
  expect(swapped).toEqual(['+1 weekend in March', '−1 weekend in March'])
})

test('each month has its own count, in the order of months, across a new year', () => {
  const nights = [
    span('2026-12-28T22:00:00Z', '2026-12-29T02:00:00Z'),
    span('2027-01-04T22:00:00Z', '2027-01-05T02:00:00Z'),
  ]
  expect(moves(nights, [])).toEqual(['−1 night in December', '−1 night in January'])
})

test('a unit counts in the zone of the person, when an hour of it is covered', () => {
  expect(moves([], [span('2026-03-03T20:30:00Z', '2026-03-03T21:30:00Z')])).toEqual([])
  expect(moves([], [span('2026-03-03T20:30:00Z', '2026-03-03T22:00:00Z')])).toEqual([
    '+1 night in March',
  ])
})

test('nothing changes where both sides cover the same', () => {
  const same = span('2026-03-02T08:00:00Z', '2026-03-09T08:00:00Z')
  expect(moves([same], [same])).toEqual([])
})
