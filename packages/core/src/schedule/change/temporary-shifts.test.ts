import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthOf } from './duty-of.ts'
import { temporaryShifts } from './temporary-shifts.ts'

const span = { startsAt: 0, endsAt: 100 }

test('what no shift covers is a gap on purpose', () => {
  const shifts = [
    { startsAt: 60, endsAt: 80, userIds: ['ben'] },
    { startsAt: 10, endsAt: 60, userIds: ['ana'] },
  ]
  expect(temporaryShifts(span, shifts)).toEqual({
    ok: true,
    stretches: [
      { startsAt: 0, endsAt: 10, userIds: [] },
      { startsAt: 10, endsAt: 60, userIds: ['ana'] },
      { startsAt: 60, endsAt: 80, userIds: ['ben'] },
      { startsAt: 80, endsAt: 100, userIds: [] },
    ],
  })
})

test('without shifts, nobody is on call for all of it', () => {
  expect(temporaryShifts(span, [])).toEqual({ ok: true, stretches: [{ ...span, userIds: [] }] })
})

test('shifts that overlap, leave the span or are empty are named by their place', () => {
  const shifts = [
    { startsAt: 0, endsAt: 50, userIds: ['ana'] },
    { startsAt: 40, endsAt: 60, userIds: ['ben'] },
    { startsAt: 90, endsAt: 101, userIds: ['ben'] },
    { startsAt: 70, endsAt: 70, userIds: ['ben'] },
  ]
  const read = temporaryShifts(span, shifts)
  expect(read.ok ? [] : read.faults.map(({ index }) => index).sort()).toEqual([1, 2, 3])
})

test('the stretches always fill the span exactly', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(cuts, (given) => {
      const sorted = [...given].sort((a, b) => a - b)
      const shifts = sorted.flatMap((startsAt, i) => {
        const endsAt = sorted[i + 1]
        return i % 2 === 0 && endsAt !== undefined ? [{ startsAt, endsAt, userIds: ['ana'] }] : []
      })
      const read = temporaryShifts(span, shifts)
      expect(read.ok && lengthOf(read.stretches)).toBe(100)
    }),
  )
})
