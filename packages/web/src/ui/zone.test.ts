import { expect, test } from 'vitest'
import { clockChange, instantOf, startOfDay, startOfWeek, wallOf } from './zone.ts'

const HOUR = 3_600_000
const iso = (at: number) => new Date(at).toISOString()

test('the day on which clocks go back in Vienna has 25 hours, and says so', () => {
  const start = startOfDay(Date.parse('2026-10-25T12:00:00Z'), 'Europe/Vienna')
  const end = startOfDay(start, 'Europe/Vienna', 1)
  expect((end - start) / HOUR).toBe(25)
  expect(clockChange(start, end)).toBe('clock goes back, 25 h')
})

test('the day on which clocks go forward in New York has 23 hours', () => {
  const start = startOfDay(Date.parse('2026-03-08T15:00:00Z'), 'America/New_York')
  expect(clockChange(start, startOfDay(start, 'America/New_York', 1))).toBe(
    'clock goes forward, 23 h',
  )
})

test('a wall time that exists twice means the first', () => {
  const wall = { year: 2026, month: 10, day: 25, hour: 2, minute: 30 }
  expect(iso(instantOf(wall, 'Europe/Vienna'))).toBe('2026-10-25T00:30:00.000Z')
})

test('a wall time that does not exist is read with the offset before the gap', () => {
  const at = instantOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, 'Europe/Vienna')
  expect(wallOf(at, 'Europe/Vienna')).toMatchObject({ hour: 3, minute: 30 })
})

test('midnight is hour 0 and weeks begin on Monday', () => {
  expect(wallOf(Date.parse('2026-11-15T23:00:00Z'), 'Europe/Vienna').hour).toBe(0)
  const monday = startOfWeek(Date.parse('2026-11-22T10:00:00Z'), 'Asia/Kolkata')
  expect(wallOf(monday, 'Asia/Kolkata')).toMatchObject({ day: 16, hour: 0 })
})
