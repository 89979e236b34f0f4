// People in the order of their names. The cursor is the last name shown.

import type { User } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { selectUsers, viewUser } from './user-view.ts'

export type UsersAsked = {
  readonly q?: string | undefined
  readonly includeDeactivated: boolean
  readonly limit: number
  readonly cursor?: string | undefined
}

const CLAUSES = `
where u.name > $1 collate "C"
  and ($2 = '' or position(lower($2) in lower(u.name || ' ' || u.display_name || ' ' || u.email)) > 0)
  and ($3 or u.deactivated_at is null)
order by u.name
limit $4`

export async function listUsers(
  context: ServerContext,
  principal: Principal,
  asked: UsersAsked,
): Promise<{ items: User[]; nextCursor: string | null }> {
  const { cursor = '', q = '', includeDeactivated, limit } = asked
  // One more than asked for tells whether there is another page.
  const values = [cursor, q, includeDeactivated, limit + 1]
  const rows = await selectUsers(context.pool, CLAUSES, values)
  const shown = rows.slice(0, limit)
  return {
    items: shown.map((row) => viewUser(context, row, principal)),
    nextCursor: rows.length > limit ? (shown.at(-1)?.name ?? null) : null,
  }
}
