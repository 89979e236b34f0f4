import { expect, test } from 'vitest'
import { NAMES_COMPARED_MAX, nearestNames } from './nearest-names.ts'

const NAMES = ['payments-primary', 'payments-secondary', 'search', 'ana', 'ben']

test('a name with letters left out, wrong or swapped is found again', () => {
  expect(nearestNames('pyments-primary', NAMES)).toEqual(['payments-primary'])
  expect(nearestNames('PAYMENTS-PRIMERY', NAMES)).toEqual(['payments-primary'])
  expect(nearestNames('saerch', NAMES)).toEqual(['search'])
})

test('a part of a name finds those that hold it, the shortest way first', () => {
  expect(nearestNames('payments', NAMES)).toEqual(['payments-primary', 'payments-secondary'])
})

test('what is like nothing finds nothing', () => {
  expect(nearestNames('warehouse', NAMES)).toEqual([])
  expect(nearestNames('xy', NAMES)).toEqual([])
})

test('only so many names are compared', () => {
  const many = Array.from({ length: NAMES_COMPARED_MAX }, (_, i) => `other-${i}`)
  expect(nearestNames('search', [...many.slice(1), 'search'])).toEqual(['search'])
  expect(nearestNames('search', [...many, 'search'])).toEqual([])
})
