// How roles compare. A token acts with the lesser of its own role and its owner's present one, so
// demoting a person demotes every token that they ever made.

import { ROLES, type Role } from './user.ts'

/** The one that is allowed less. */
export function lesserRole(one: Role, other: Role): Role {
  return ROLES.indexOf(one) >= ROLES.indexOf(other) ? one : other
}

/** True when the first may do something that the second may not. */
export function exceedsRole(role: Role, limit: Role): boolean {
  return ROLES.indexOf(role) < ROLES.indexOf(limit)
}
