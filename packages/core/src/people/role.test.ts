import { expect, test } from 'vitest'
import { exceedsRole, lesserRole } from './role.ts'
import { ROLES } from './user.ts'

test('of two roles, the lesser is the one that the other exceeds', () => {
  for (const [higher, one] of ROLES.entries()) {
    for (const [lower, other] of ROLES.entries()) {
      expect(lesserRole(one, other)).toBe(ROLES[Math.max(higher, lower)])
      expect(exceedsRole(one, other)).toBe(higher < lower)
    }
  }
})
