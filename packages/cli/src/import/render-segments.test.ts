import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderSegments } from './render-segments.ts'

const span = (user: string, startsAt: number, endsAt: number) => ({ user, startsAt, endsAt })

test('people whose stretches meet stand together while they do', () => {
  expect(renderSegments([span('ben', 3, 8), span('ana', 1, 5)])).toEqual([
    { startsAt: 1, endsAt: 3, users: ['ana'] },
    { startsAt: 3, endsAt: 5, users: ['ana', 'ben'] },
    { startsAt: 5, endsAt: 8, users: ['ben'] },
  ])
})

test('stretches that touch are one, those with a hole between are two, empty ones are none', () => {
  const spans = [span('ana', 1, 3), span('ana', 3, 4), span('ana', 6, 7), span('ben', 9, 9)]
  expect(renderSegments(spans)).toEqual([
    { startsAt: 1, endsAt: 4, users: ['ana'] },
    { startsAt: 6, endsAt: 7, users: ['ana'] },
  ])
})

test('at every instant the same people are on call as the stretches say', () => {
  const anySpan = fc
    .tuple(fc.constantFrom('ana', 'ben', 'chen'), fc.nat(30), fc.nat(10))
    .map(([user, from, length]) => span(user, from, from + length))
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 12 }), (spans) => {
      const segments = renderSegments(spans)
      for (let at = 0; at <= 40; at += 1) {
        const holds = (one: { startsAt: number; endsAt: number }) =>
          one.startsAt <= at && at < one.endsAt
        const expected = [...new Set(spans.filter(holds).map(({ user }) => user))].sort()
        expect(segments.find(holds)?.users ?? []).toEqual(expected)
      }
    }),
  )
})
