// Groups under lock, in the order of their ids, as everything that acts on several takes them.
// No key is changed, and saying so matters: a page that is being written looks at its group's key
// while it holds its run, and would otherwise wait for us while we wait for that run.

import type { GroupStatus, Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'

export type LockedGroup = {
  id: string
  number: number
  service_id: string
  status: GroupStatus
  acknowledged_at: Instant | null
  acknowledged_by: string | null
  resolved_at: Instant | null
  resolved_by: string | null
}

const LOCK = `
select id, number, service_id, status, acknowledged_at, acknowledged_by, resolved_at, resolved_by
from alert_group where id = any($1::uuid[]) order by id for no key update`

export async function lockGroups(
  client: PoolClient,
  ids: readonly string[],
): Promise<Map<string, LockedGroup>> {
  const { rows } = await client.query<LockedGroup>({
    name: 'lock-groups-to-act',
    text: LOCK,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.id, row]))
}
