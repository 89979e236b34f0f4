// Who makes a call, and what the role allows.

import type { Actor } from '@evenwatch/api'
import { ROLES, type Role } from '@evenwatch/core'

export type Principal = {
  readonly actor: Actor
  /** Null for tokens that belong to no person. */
  readonly userId: string | null
  readonly role: Role
  /** Teams that the person leads. */
  readonly leads: ReadonlySet<string>
}

/** Roles are ordered from most to least allowed. */
export function roleAllows(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed)
}

/** A lead within their own team, or a manager anywhere. */
export function mayEditTeam(principal: Principal, teamId: string | null): boolean {
  if (roleAllows(principal.role, 'manager')) return true
  return teamId !== null && principal.leads.has(teamId)
}

/** `user:<id>`, as the actor columns keep it; `parseActor` reads it back. */
export function formatActor(actor: { kind: string; id: string | null; name?: string }): string {
  return actor.id === null ? actor.kind : `${actor.kind}:${actor.id}`
}
