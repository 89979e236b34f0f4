import { expect, test } from 'vitest'
import { absenceInWords } from './absence-in-words.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const span = { startsAt: '2026-12-23T23:00:00Z', endsAt: '2027-01-06T23:00:00Z' }

test('whole days are told as days, the other year by its number', () => {
  const days = { firstDay: '2026-12-24', lastDay: '2027-01-06' }
  expect(absenceInWords({ ...span, days }, NOW, 'Europe/Vienna')).toBe(
    'Thu 24 Dec – Wed 6 Jan 2027',
  )
})

test('one day is told once', () => {
  const days = { firstDay: '2026-12-24', lastDay: '2026-12-24' }
  expect(absenceInWords({ ...span, days }, NOW, 'Europe/Vienna')).toBe('Thu 24 Dec')
})

test('instants are told in the person’s zone', () => {
  const exact = { startsAt: '2026-12-01T14:00:00Z', endsAt: '2026-12-01T16:30:00Z', days: null }
  expect(absenceInWords(exact, NOW, 'Europe/Vienna')).toBe('Tue 1 Dec 15:00 – Tue 1 Dec 17:30')
})
