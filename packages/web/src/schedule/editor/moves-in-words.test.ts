import { expect, test } from 'vitest'
import { monthsInWords, movesInWords } from './moves-in-words.ts'

test('what each person gains and loses is added up over the months', () => {
  const people = [
    { user: 'Ana', effects: ['+2 nights in March', '−1 night in April'] },
    { user: 'Ben', effects: ['−1 weekend in March', '+3 days in March'] },
    { user: 'Chen', effects: ['+1 weekend in March', '−1 weekend in May'] },
    { user: 'Dana', effects: ['−1 day in March', '+1 day in May'] },
  ]
  expect(movesInWords(people)).toBe(
    'Ana +1 night, Ben −1 weekend +3 days, Chen and Dana as much as before, on other days',
  )
})

test('gains and losses of one unit in one month are weighed up, and zeros are dropped', () => {
  expect(
    monthsInWords([
      '+1 weekend in December',
      '−1 weekend in December',
      '+5 nights in December',
      '−3 nights in December',
      '+1 weekend in January',
    ]),
  ).toEqual(['+2 nights in December', '+1 weekend in January'])
  expect(monthsInWords(['+5 nights in December', '−5 nights in December'])).toEqual([])
})
