// Stating how well somebody knows an area, and taking it back. The person does it, or an
// administrator; the record says who.

import type { CallOutput, setUserArea as route } from '@evenwatch/api'
import { type AreaDepth, formatInstant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { findEditableUser, noSuchUser } from '../../people/users/find-user.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'

/** Areas that one person may have something stated about. */
export const AREAS_PER_USER_MAX = 200

type Target = { readonly user: string; readonly area: string }
type Statement = { readonly depth: AreaDepth; readonly note: string }

export function setUserArea(
  context: ServerContext,
  principal: Principal,
  { user, area }: Target,
  { depth, note }: Statement,
): Promise<CallOutput<typeof route> | Refusal> {
  return inTransaction(context.pool, async (client) => {
    const userId = await findEditableUser(client, user, principal)
    if (isRefusal(userId)) return userId
    if (!(await lockPerson(client, userId))) return noSuchUser(user)
    if (await hasTooMany(client, userId, area)) {
      const detail = `At most ${AREAS_PER_USER_MAX} areas can be stated for one person.`
      return refuse('state-conflict', { detail })
    }
    const at = context.clock.now()
    const actor = formatActor(principal.actor)
    await client.query(UPSERT, [userId, area, depth, note, actor, formatInstant(at)])
    await appendTimeline(client, [
      {
        at,
        subjectKind: 'user',
        subjectId: userId,
        kind: 'area-stated',
        actor,
        data: { area, depth },
      },
    ])
    return { depth, note, by: principal.actor, at: formatInstant(at) }
  })
}

export function removeUserArea(
  context: ServerContext,
  principal: Principal,
  { user, area }: Target,
): Promise<Record<string, never> | Refusal> {
  return inTransaction(context.pool, async (client) => {
    const userId = await findEditableUser(client, user, principal)
    if (isRefusal(userId)) return userId
    const { rowCount } = await client.query(
      'delete from user_area where user_id = $1 and area = $2',
      [userId, area],
    )
    if (rowCount === 0) return refuse('not-found', { detail: `Nothing is stated about ${area}.` })
    await appendTimeline(client, [
      {
        at: context.clock.now(),
        subjectKind: 'user',
        subjectId: userId,
        kind: 'area-removed',
        actor: formatActor(principal.actor),
        data: { area },
      },
    ])
    return {}
  })
}

/** Two statements at once shall not pass the limit together. */
async function lockPerson(client: PoolClient, userId: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from app_user where id = $1 for update', [
    userId,
  ])
  return rowCount === 1
}

async function hasTooMany(client: PoolClient, userId: string, area: string): Promise<boolean> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*) as count from user_area where user_id = $1 and area <> $2',
    [userId, area],
  )
  return (rows[0]?.count ?? 0) >= AREAS_PER_USER_MAX
}

const UPSERT = `
insert into user_area (user_id, area, depth, source, note, updated_by, updated_at)
values ($1, $2, $3, 'stated', $4, $5, $6)
on conflict (user_id, area) do update
set depth = excluded.depth, note = excluded.note, updated_by = excluded.updated_by,
  updated_at = excluded.updated_at`
