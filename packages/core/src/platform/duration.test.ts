import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'

test('a duration is read unit by unit', () => {
  expect(parseDuration('1h30m')).toBe(5_400_000)
  expect(parseDuration('90s')).toBe(90_000)
  expect(parseDuration('1w2d')).toBe(9 * 86_400_000)
  expect(parseDuration('0m')).toBe(0)
})

test('what is no duration is refused', () => {
  for (const text of ['', '5', 'm', '5 m', '-5m', '5m1h', '1.5h', '5M']) {
    expect(parseDuration(text), text).toBeNull()
  }
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.nat(400 * 86_400), (seconds) => {
      expect(parseDuration(formatDuration(seconds * 1000))).toBe(seconds * 1000)
    }),
  )
})
