import { expect, test } from 'vitest'
import { memberInWords } from './members-order.tsx'

test('a policy is called by its display name, and one that is not known by its name', () => {
  const policies = [{ name: 'everyone-payments', displayName: 'Everyone in payments' }]
  const say = (policy: string) => memberInWords({ policy }, [], policies)
  expect(say('everyone-payments')).toBe('Policy Everyone in payments')
  expect(say('gone')).toBe('Policy gone')
})
