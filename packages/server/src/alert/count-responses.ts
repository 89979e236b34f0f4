// Who answered alerts of some services, how often and when last: the evidence for who knows them.
//
// A group counts once for a person who acknowledged or resolved it. Groups that came before the
// window or were only tests do not count.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'

export type Responses = { readonly count: number; readonly lastAt: Instant }

/** By person; people who answered nothing are left out. */
export async function countResponses(
  db: Database,
  serviceIds: readonly string[],
  since: Instant,
): Promise<Map<string, Responses>> {
  const { rows } = await db.query<Responses & { actor: string }>({
    name: 'count-responses',
    text: COUNT,
    values: [serviceIds, formatInstant(since)],
  })
  return new Map(
    rows.map(({ actor, count, lastAt }) => [actor.slice(USER_ACTOR.length), { count, lastAt }]),
  )
}

const USER_ACTOR = 'user:'

const COUNT = `
with answered as (
  select g.id, r.actor, r.at
  from alert_group_all g
    cross join lateral (values (g.acknowledged_by, g.acknowledged_at),
                               (g.resolved_by, g.resolved_at)) r (actor, at)
  where g.service_id = any ($1::uuid[]) and g.opened_at >= $2 and not g.is_test
    and r.at is not null and r.actor like '${USER_ACTOR}%'
)
select actor, count(distinct id) as count, max(at) as "lastAt" from answered group by actor`
