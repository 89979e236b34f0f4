import { expect, test } from 'vitest'
import { spanIn, textsOf, whyNoSpan } from './span-texts.ts'

const ZONE = 'Europe/Vienna'
const span = { startsAt: Date.UTC(2026, 2, 16, 17), endsAt: Date.UTC(2026, 2, 16, 21) }
const texts = textsOf(span, ZONE)

test('what stands in the fields reads back as the same span', () => {
  expect(texts).toEqual({
    fromDay: '2026-03-16',
    fromClock: '18:00',
    untilDay: '2026-03-16',
    untilClock: '22:00',
  })
  expect(spanIn(texts, ZONE)).toEqual(span)
})

test.each([
  { typed: { fromClock: '23:00' }, why: 'The end must lie after the begin.' },
  { typed: { fromClock: '22:00' }, why: 'The end must lie after the begin.' },
  { typed: { untilDay: '2026-03-15' }, why: 'The end must lie after the begin.' },
  { typed: { untilClock: '25:00' }, why: 'The end needs a day and a time such as 09:00.' },
  { typed: { untilClock: '9' }, why: 'The end needs a day and a time such as 09:00.' },
  { typed: { fromDay: '' }, why: 'The begin needs a day and a time such as 09:00.' },
])('fields with $typed hold no span', ({ typed, why }) => {
  const found = { ...texts, ...typed }
  expect(spanIn(found, ZONE)).toBeNull()
  expect(whyNoSpan(found, ZONE)).toBe(why)
})
