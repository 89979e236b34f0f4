import { expect, test } from 'vitest'
import { levelCarried } from './level-carried.ts'

type Hours = { readonly [userId: string]: number }

/** Weighted hours on call, and what pages cost beside them. */
function levelled(onCall: Hours, ofPages: Hours, userIds: readonly string[]): Hours {
  const carried = new Map(
    Object.entries(onCall).map(([userId, hours]) => {
      const cost = ofPages[userId] ?? 0
      return [userId, { weightedHours: hours + cost, ofPages: cost, heavyShifts: [] }]
    }),
  )
  const level = levelCarried(carried, userIds)
  return Object.fromEntries([...level].map(([userId, one]) => [userId, one.weightedHours]))
}

test('whoever was on call for more than the others keeps what is to be made good', () => {
  const level = levelled({ ana: 100, ben: 190, chen: 100 }, {}, ['ana', 'ben', 'chen'])
  expect(level).toEqual({ ana: 100, ben: 190, chen: 100 })
})

test('what pages cost counts for everybody as it was', () => {
  const level = levelled({ ana: 120, ben: 100, chen: 100 }, { ben: 15 }, ['ana', 'ben', 'chen'])
  expect(level).toEqual({ ana: 120, ben: 115, chen: 100 })
})

test('somebody new, or back from leave, begins in the middle and makes up for nothing', () => {
  const level = levelled({ ana: 100, ben: 120, chen: 10 }, {}, ['ana', 'ben', 'chen', 'new'])
  expect(level).toEqual({ ana: 100, ben: 120, chen: 100, new: 100 })
})

test('of two, the middle lies between them; without a past, nobody carries anything', () => {
  expect(levelled({ ana: 100, ben: 60 }, {}, ['ana', 'ben'])).toEqual({ ana: 100, ben: 80 })
  expect(levelled({}, {}, ['ana'])).toEqual({ ana: 0 })
})
