import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CoverageShift, coverageDiff } from './coverage-diff.ts'

const shift = (startsAt: number, endsAt: number, ...userIds: string[]) => ({
  startsAt,
  endsAt,
  userIds,
})
const SPAN = { startsAt: 0, endsAt: 100 }

describe('the coverage diff', () => {
  test('of two equal answers is empty, however they are cut', () => {
    const whole = [shift(-50, 60, 'ana'), shift(60, 200, 'ben')]
    const cut = [shift(0, 30, 'ana'), shift(30, 60, 'ana'), shift(60, 100, 'ben', 'ben')]
    expect(coverageDiff(whole, cut, SPAN)).toEqual([])
    expect(coverageDiff([], [shift(10, 20)], SPAN)).toEqual([])
  })

  test('names who was and who will be, and nobody as an empty list', () => {
    expect(coverageDiff([shift(0, 50, 'ana')], [shift(10, 60, 'ana')], SPAN)).toEqual([
      { startsAt: 0, endsAt: 10, before: ['ana'], after: [] },
      { startsAt: 50, endsAt: 60, before: [], after: ['ana'] },
    ])
  })

  test('takes everybody whom any of several shifts names', () => {
    const one = [shift(0, 100, 'ana'), shift(20, 80, 'ben')]
    const other = [shift(0, 20, 'ana'), shift(20, 80, 'ben', 'ana'), shift(80, 100, 'ana')]
    expect(coverageDiff(one, other, SPAN)).toEqual([])
  })

  test('joins neighbours that say the same and stays within the span', () => {
    const before = [shift(-10, 30, 'ana'), shift(30, 500, 'ana')]
    const after = [shift(-10, 500, 'ben')]
    expect(coverageDiff(before, after, SPAN)).toEqual([
      { startsAt: 0, endsAt: 100, before: ['ana'], after: ['ben'] },
    ])
  })

  test('is right at every instant', () => {
    const anyShift = fc
      .tuple(fc.integer({ min: -5, max: 25 }), fc.integer({ min: 0, max: 12 }))
      .chain(([startsAt, lasts]) =>
        fc
          .subarray(['ana', 'ben', 'chen'])
          .map((userIds) => ({ startsAt, endsAt: startsAt + lasts, userIds })),
      )
    const shifts = fc.array(anyShift, { maxLength: 8 })
    const at = (list: readonly CoverageShift[], instant: number) =>
      [
        ...new Set(
          list.flatMap((one) =>
            one.startsAt <= instant && instant < one.endsAt ? one.userIds : [],
          ),
        ),
      ].sort()
    fc.assert(
      fc.property(shifts, shifts, (before, after) => {
        const found = coverageDiff(before, after, { startsAt: 0, endsAt: 20 })
        for (let instant = 0; instant < 20; instant += 1) {
          const here = found.filter((one) => one.startsAt <= instant && instant < one.endsAt)
          const sides = { before: at(before, instant), after: at(after, instant) }
          const differs = sides.before.join() !== sides.after.join()
          expect(here.map(({ before, after }) => ({ before, after }))).toEqual(
            differs ? [sides] : [],
          )
        }
      }),
    )
  })
})
