import { expect, test } from 'vitest'
import { heatInWords, hourName } from './week-heat.tsx'

test('the busiest hours of the week are said, the busiest first', () => {
  const counts = Array.from({ length: 168 }, () => 0)
  counts[24 + 3] = 4
  counts[167] = 9
  expect(heatInWords(counts)).toBe('Most pages by hour of the week: Sun 23:00 (9), Tue 03:00 (4)')
  expect(heatInWords(counts.map(() => 0))).toBe('No pages in any hour of the week')
  expect(hourName(0)).toBe('Mon 00:00')
})
