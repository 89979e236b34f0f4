import { expect, test } from 'vitest'
import { levelCarried } from './level-carried.ts'

const carried = (hours: { readonly [userId: string]: number }) =>
  new Map(
    Object.entries(hours).map(([userId, weightedHours]) => [
      userId,
      { weightedHours, heavyShifts: [] },
    ]),
  )

function levelled(hours: { readonly [userId: string]: number }, userIds: readonly string[]) {
  const level = levelCarried(carried(hours), userIds)
  return Object.fromEntries([...level].map(([userId, one]) => [userId, one.weightedHours]))
}

test('whoever carried more than the others keeps what is to be made good', () => {
  expect(levelled({ ana: 100, ben: 190, chen: 100 }, ['ana', 'ben', 'chen'])).toEqual({
    ana: 100,
    ben: 190,
    chen: 100,
  })
})

test('somebody new, or back from leave, begins in the middle and makes up for nothing', () => {
  const level = levelled({ ana: 100, ben: 120, chen: 10 }, ['ana', 'ben', 'chen', 'new'])
  expect(level).toEqual({ ana: 100, ben: 120, chen: 100, new: 100 })
})

test('of two, the middle lies between them; without a past, nobody carries anything', () => {
  expect(levelled({ ana: 100, ben: 60 }, ['ana', 'ben'])).toEqual({ ana: 100, ben: 80 })
  expect(levelled({}, ['ana'])).toEqual({ ana: 0 })
})
