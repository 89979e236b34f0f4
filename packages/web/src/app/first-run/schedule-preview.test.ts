import { expect, test } from 'vitest'
import { firstHandoff, previewWeeks } from './schedule-preview.ts'

const HOUR = 3_600_000

test('the rotation begins on the Monday of this week, in its own zone', () => {
  expect(firstHandoff(Date.parse('2026-11-22T10:00:00Z'), 'Europe/Vienna', '09:00')).toBe(
    '2026-11-16T09:00',
  )
  expect(firstHandoff(Date.parse('2026-11-15T23:30:00Z'), 'Europe/Vienna', '09:00')).toBe(
    '2026-11-16T09:00',
  )
})

test('eight weeks go round, and the one over the change of clocks is an hour longer', () => {
  const weeks = previewWeeks('2026-10-19T09:00', 'Europe/Vienna', ['ana', 'ben', 'chen'])
  expect(weeks.map((week) => week.who)).toEqual([
    'ana',
    'ben',
    'chen',
    'ana',
    'ben',
    'chen',
    'ana',
    'ben',
  ])
  expect(weeks.map((week) => (week.endsAt - week.startsAt) / HOUR).slice(0, 2)).toEqual([169, 168])
})

test('nobody in the rotation is said, not hidden', () => {
  expect(previewWeeks('2026-10-19T09:00', 'UTC', []).every((week) => week.who === null)).toBe(true)
})
