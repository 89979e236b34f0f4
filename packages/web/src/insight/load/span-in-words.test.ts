import { expect, test } from 'vitest'
import { spanInWords } from './span-in-words.ts'

test('the span is said with its dates, year and zone', () => {
  const asked = { from: '2026-08-24T07:00:00.000Z', until: '2026-11-22T07:00:00.000Z' }
  expect(spanInWords(asked, 'Europe/Vienna')).toBe(
    'From Mon 24 Aug 2026 09:00 until Sun 22 Nov 2026 08:00, times in Vienna.',
  )
})
