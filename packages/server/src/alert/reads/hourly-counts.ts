// Events of each of the last 24 hours for many groups at once, oldest hour first. Counted from the
// event log over the groups' alerts, so repeats count and deliveries do not.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { Pool } from 'pg'

export const HOURS_SHOWN = 24

export const HOURLY_COUNTS = `
select a.group_id, floor(extract(epoch from ($2::timestamptz - e.at)) / 3600)::int as hours_ago,
  count(*)::int as events
from alert a join event_log e on e.alert_id = a.id
where a.group_id = any($1::uuid[])
  and e.at > $2::timestamptz - interval '24 hours' and e.at <= $2::timestamptz
group by 1, 2`

export async function hourlyCounts(
  pool: Pool,
  groupIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await pool.query<{ group_id: string; hours_ago: number; events: number }>({
    name: 'hourly-counts',
    text: HOURLY_COUNTS,
    values: [groupIds, formatInstant(now)],
  })
  const counts = new Map(groupIds.map((id) => [id, new Array<number>(HOURS_SHOWN).fill(0)]))
  for (const row of rows) {
    const hours = counts.get(row.group_id)
    if (hours && row.hours_ago < HOURS_SHOWN) hours[HOURS_SHOWN - 1 - row.hours_ago] = row.events
  }
  return counts
}
