import { expect, test } from 'vitest'
import { settleGroup } from './settle-group.ts'

test('a group with a triggered member is triggered, whatever the others are', () => {
  expect(settleGroup({ triggered: 1, open: 5 })).toBe('triggered')
})

test('a group is acknowledged when members are open and none is triggered', () => {
  expect(settleGroup({ triggered: 0, open: 2 })).toBe('acknowledged')
})

test('a group is resolved when no member is open', () => {
  expect(settleGroup({ triggered: 0, open: 0 })).toBe('resolved')
})

test('more triggered members than open ones are a bug', () => {
  expect(() => settleGroup({ triggered: 2, open: 1 })).toThrow('triggered members are open ones')
})
