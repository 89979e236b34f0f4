import { expect, test } from 'vitest'
import { quickPicks } from './quick-picks.ts'

const ZONE = 'Europe/Vienna'
const at = (text: string) => Date.parse(text)
const shown = (now: string, shift: { startsAt: number; endsAt: number } | null) =>
  quickPicks(at(now), ZONE, shift).map(({ label, startsAt, endsAt }) => [
    label,
    new Date(startsAt).toISOString(),
    new Date(endsAt).toISOString(),
  ])

const WEEK = { startsAt: at('2026-03-23T08:00:00Z'), endsAt: at('2026-03-30T07:00:00Z') }

test('picks lie within the shift and in what is still to come, over a change of clocks', () => {
  expect(shown('2026-03-25T10:00:00Z', WEEK)).toEqual([
    ['Whole shift', '2026-03-25T10:00:00.000Z', '2026-03-30T07:00:00.000Z'],
    ['Tonight', '2026-03-25T17:00:00.000Z', '2026-03-26T07:00:00.000Z'],
    // Sunday has 23 hours.
    ['This weekend', '2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ])
})

test('after midnight tonight is the night that runs', () => {
  expect(shown('2026-03-25T01:30:00Z', null)[0]).toEqual([
    'Tonight',
    '2026-03-25T01:30:00.000Z',
    '2026-03-25T07:00:00.000Z',
  ])
})

test('what the shift does not hold is not offered', () => {
  const next = { startsAt: at('2026-04-06T07:00:00Z'), endsAt: at('2026-04-13T07:00:00Z') }
  expect(shown('2026-03-25T10:00:00Z', next).map(([label]) => label)).toEqual(['Whole shift'])
})
