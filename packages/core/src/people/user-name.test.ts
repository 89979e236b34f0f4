import { expect, test } from 'vitest'
import { isReservedUserName } from './user-name.ts'

test('a name that a path would read as something else is reserved', () => {
  expect(isReservedUserName('me')).toBe(true)
  expect(isReservedUserName('0190A5B2-0000-7000-8000-000000000000')).toBe(true)
  expect(isReservedUserName('ana')).toBe(false)
  expect(isReservedUserName('0190a5b2-0000-7000-8000')).toBe(false)
})
