import { expect, test } from 'vitest'
import { countdownInWords, lengthInWords, relativeInWords, shortTime } from './format-time.ts'

const at = Date.parse

test('lengths use at most two units and tabular minutes', () => {
  expect(lengthInWords(59_999)).toBe('59 s')
  expect(lengthInWords(4 * 60_000)).toBe('4 m')
  expect(lengthInWords(125 * 60_000)).toBe('2 h 05 m')
  expect(lengthInWords(52 * 3_600_000)).toBe('2 d 4 h')
  expect(lengthInWords(72 * 3_600_000)).toBe('3 d')
})

test('a countdown rounds up, so that it never promises less time than there is', () => {
  expect(countdownInWords(47_001)).toBe('0:48')
  expect(countdownInWords(0)).toBe('0:00')
})

test('relative times look both ways', () => {
  expect(relativeInWords(0, 240_000)).toBe('4 m ago')
  expect(relativeInWords(270_000, 0)).toBe('in 4 m')
})

test('a short time names the day only when it is another one, in the shown zone', () => {
  const now = at('2026-11-16T12:00:00Z')
  expect(shortTime(at('2026-11-16T13:00:00Z'), now, 'Europe/Vienna')).toBe('14:00')
  expect(shortTime(at('2026-11-16T23:30:00Z'), now, 'Europe/Vienna')).toBe('Tue 00:30')
  expect(shortTime(at('2026-12-16T08:00:00Z'), now, 'Europe/Vienna')).toBe('Wed 16 Dec 09:00')
})
