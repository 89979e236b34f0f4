import { describe, expect, it } from 'vitest'
import { utc } from '../testing/make-schedule.ts'
import { listWords, spanWords } from './span-words.ts'

describe('a span in words', () => {
  const words = (from: string, until: string) =>
    spanWords({ startsAt: utc(from), endsAt: utc(until) }, 'Europe/Vienna')

  it('names days, and the month and year once where they are the same', () => {
    expect(words('2026-05-04T09:00+02:00', '2026-05-11T09:00+02:00')).toBe('4–11 May 2026')
    expect(words('2026-04-27T09:00+02:00', '2026-05-04T09:00+02:00')).toBe('27 Apr – 4 May 2026')
    expect(words('2025-12-29T09:00+01:00', '2026-01-05T09:00+01:00')).toBe(
      '29 Dec 2025 – 5 Jan 2026',
    )
  })

  it('ends with the day before when it ends at midnight', () => {
    expect(words('2026-05-04T00:00+02:00', '2026-05-11T00:00+02:00')).toBe('4–10 May 2026')
    expect(words('2026-05-04T00:00+02:00', '2026-05-05T00:00+02:00')).toBe('4 May 2026')
  })

  it('names the times when it lies within one day', () => {
    expect(words('2026-05-04T08:00+02:00', '2026-05-04T20:00+02:00')).toBe('4 May 2026 08:00–20:00')
    expect(words('2026-05-04T16:00+02:00', '2026-05-05T00:00+02:00')).toBe('4 May 2026 16:00–00:00')
  })
})

describe('a list in words', () => {
  it('counts names beyond a few, but never a single one', () => {
    expect(listWords(['Ana'])).toBe('Ana')
    expect(listWords(['Ana', 'Ben'])).toBe('Ana and Ben')
    expect(listWords(['Ana', 'Ben', 'Chen', 'Dia', 'Eli'])).toBe('Ana, Ben, Chen, Dia and Eli')
    expect(listWords(['Ana', 'Ben', 'Chen', 'Dia', 'Eli', 'Fay'])).toBe(
      'Ana, Ben, Chen, Dia and 2 others',
    )
  })
})
