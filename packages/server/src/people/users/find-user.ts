// Finds the person whom a path names: by id, `me`, name, or a former name that nobody has taken
// since. A present name always wins over a former one.

import { isUuid } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

export const USER_KIND = 'User'

const BY_NAME = `
select id from (
  select id, 0 as rank from app_user where name = $1
  union all
  select object_id, 1 from former_name where kind = '${USER_KIND}' and name = $1
) found order by rank limit 1`

/** The id, or null. */
export async function findUserId(
  db: ClientBase | Pool,
  ref: string,
  principal: Principal | null,
): Promise<string | null> {
  if (ref === 'me') return principal?.userId ?? null
  const { rows } = isUuid(ref)
    ? await db.query<{ id: string }>('select id from app_user where id = $1', [ref])
    : await db.query<{ id: string }>(BY_NAME, [ref])
  return rows[0]?.id ?? null
}

/**
 * The person whom this caller may change: themselves, or anyone for an administrator. The shell
 * compares names before; ids are compared here, because a token may be named like a person.
 */
export async function findEditableUser(
  db: ClientBase | Pool,
  ref: string,
  principal: Principal,
): Promise<string | Refusal> {
  const id = await findUserId(db, ref, principal)
  if (onlyReads(principal)) return refuse('not-allowed', { detail: READING_TOKEN })
  if (principal.role !== 'admin' && (id === null || id !== principal.userId)) {
    return refuse('not-allowed', { detail: 'Only the person and administrators may do this.' })
  }
  return id ?? noSuchUser(ref)
}

const READING_TOKEN = 'A token with the role observer changes nothing, not even for its owner.'

/** What dashboards hold leaks; whoever finds such a token gains no foothold with it. */
export function onlyReads(principal: Principal): boolean {
  return principal.actor.kind === 'token' && principal.role === 'observer'
}

/** Of the call's path, whose answer names the nearest people by itself. */
export function noSuchUser(ref: string): Refusal {
  return ref === 'me'
    ? refuse('not-found', { detail: 'This token belongs to nobody.' })
    : refuse('not-found')
}
