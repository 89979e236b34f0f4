// The row of an alert group as the reads of this room use it.

import type { GroupStatus, Instant, Severity, Urgency } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'

export type GroupRow = {
  readonly id: string
  readonly number: number
  readonly service_id: string
  readonly group_key: string | null
  readonly title: string
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly status: GroupStatus
  readonly opened_at: Instant
  readonly last_event_at: Instant
  readonly acknowledged_at: Instant | null
  readonly acknowledged_by: string | null
  readonly snoozed_until: Instant | null
  readonly wake_at: Instant | null
  readonly resolved_at: Instant | null
  readonly resolved_by: string | null
  readonly alert_count: number
  readonly triggered_count: number
  readonly open_count: number
  readonly is_test: boolean
  readonly version: number
}

export const GROUP_COLUMNS = `
  g.id, g.number, g.service_id, g.group_key, g.title, g.urgency, g.severity, g.status, g.opened_at,
  g.last_event_at, g.acknowledged_at, g.acknowledged_by, g.snoozed_until, g.wake_at, g.resolved_at,
  g.resolved_by, g.alert_count, g.triggered_count, g.open_count, g.is_test, g.version`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const NUMBER = /^[1-9]\d{0,14}$/

/** By id or number; null when there is none. */
export async function findGroup(db: ClientBase | Pool, ref: string): Promise<GroupRow | null> {
  const column = UUID.test(ref) ? 'id' : NUMBER.test(ref) ? 'number' : null
  if (column === null) return null
  const { rows } = await db.query<GroupRow>({
    name: `find-group-by-${column}`,
    text: `select ${GROUP_COLUMNS} from alert_group g where g.${column} = $1`,
    values: [ref],
  })
  return rows[0] ?? null
}

/** In the order of the ids; those that do not exist are left out. */
export async function findGroups(
  db: ClientBase | Pool,
  ids: readonly string[],
): Promise<readonly GroupRow[]> {
  const { rows } = await db.query<GroupRow>({
    name: 'find-groups',
    text: `select ${GROUP_COLUMNS} from alert_group g where g.id = any($1::uuid[])`,
    values: [ids],
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
