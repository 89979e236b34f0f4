import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { feedSegments, type HeldEvent, segmentsFrom } from './feed-segments.ts'

const event = (ref: string, startsAt: number, endsAt: number, ...userIds: string[]): HeldEvent => ({
  ref,
  startsAt,
  endsAt,
  userIds,
})

describe('events as shifts', () => {
  test('stay what they are when none overlaps', () => {
    const events = [event('a', 0, 10, 'ana'), event('b', 10, 20, 'ben'), event('c', 30, 40, 'ana')]
    expect(feedSegments(events)).toEqual(events)
  })

  test('are on call together where they overlap', () => {
    expect(feedSegments([event('a', 0, 10, 'ana'), event('b', 5, 20, 'ben')])).toEqual([
      event('a', 0, 5, 'ana'),
      event('a@5', 5, 10, 'ana', 'ben'),
      event('b@10', 10, 20, 'ben'),
    ])
  })

  test('begin now where they began before', () => {
    const events = [event('a', 0, 10, 'ana'), event('b', 10, 20, 'ben')]
    expect(segmentsFrom(events, 12)).toEqual([event('b', 12, 20, 'ben')])
  })

  test('cover exactly what the events cover, with a name of its own for each piece', () => {
    const any = fc
      .tuple(fc.nat(40), fc.integer({ min: 1, max: 15 }), fc.constantFrom('ana', 'ben', 'chen'))
      .map(([startsAt, length, who]) => ({ startsAt, endsAt: startsAt + length, userIds: [who] }))
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (found) => {
        const events = found.map((one, i) => ({ ...one, ref: `e${i}` }))
        const segments = feedSegments(events)
        const at = (list: readonly HeldEvent[], instant: number) => {
          const held = list.filter((one) => one.startsAt <= instant && instant < one.endsAt)
          return [...new Set(held.flatMap(({ userIds }) => userIds))].sort()
        }
        for (let instant = -1; instant < 60; instant++) {
          expect(at(segments, instant)).toEqual(at(events, instant))
        }
        for (const [i, { startsAt }] of segments.entries()) {
          expect(startsAt).toBeGreaterThanOrEqual(segments[i - 1]?.endsAt ?? 0)
        }
        expect(new Set(segments.map(({ ref }) => ref)).size).toBe(segments.length)
      }),
    )
  })
})
