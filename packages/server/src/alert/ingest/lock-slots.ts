// First half of ingest: locks what the batch's events are about, in one order everywhere (dedup
// slots by key, group slots by key, groups by id), and reads what is open under those locks.

import {
  type GroupStatus,
  groupSlotKey,
  type IngestState,
  type Instant,
  type OpenAlert,
  type OpenGroup,
  type RoutedEvent,
  type Severity,
  slotKey,
  type Urgency,
} from '@evenwatch/core'
import type { PoolClient } from 'pg'

const LOCK_DEDUP_SLOTS = `
insert into dedup_slot as slot (scope_id, dedup_key, touched_at)
select scope_id, dedup_key, $3 from unnest($1::uuid[], $2::text[]) as wanted(scope_id, dedup_key)
on conflict (scope_id, dedup_key) do update set touched_at = excluded.touched_at
returning scope_id, dedup_key, open_alert_id, open_group_id`

const LOCK_GROUP_SLOTS = `
insert into group_slot as slot (service_id, group_key, touched_at)
select service_id, group_key, $3 from unnest($1::uuid[], $2::text[]) as wanted(service_id, group_key)
on conflict (service_id, group_key) do update set touched_at = excluded.touched_at
returning service_id, group_key, open_group_id, last_joined_at`

const LOCK_GROUPS = `
select id, status, urgency, severity, acknowledged_by, acknowledged_at,
       alert_count, triggered_count, open_count
from alert_group where id = any($1::uuid[]) order by id for no key update`

const READ_ALERTS = `
select id, group_id, scope_id, dedup_key, status, urgency, severity, event_count,
       acknowledged_at, acknowledged_by
from alert where id = any($1::uuid[])`

type DedupRow = {
  scope_id: string
  dedup_key: string
  open_alert_id: string | null
  open_group_id: string | null
}
type GroupSlotRow = {
  service_id: string
  group_key: string
  open_group_id: string | null
  last_joined_at: Instant | null
}
type GroupRow = {
  id: string
  status: GroupStatus
  urgency: Urgency
  severity: Severity | null
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  alert_count: number
  triggered_count: number
  open_count: number
}
type AlertRow = {
  id: string
  group_id: string
  scope_id: string
  dedup_key: string
  status: GroupStatus
  urgency: Urgency
  severity: Severity | null
  event_count: number
  acknowledged_at: Instant | null
  acknowledged_by: string | null
}

export async function lockSlots(
  client: PoolClient,
  events: readonly RoutedEvent[],
  now: Instant,
): Promise<IngestState> {
  const dedupRows = await lockDedupSlots(client, events, now)
  const groupSlotRows = await lockGroupSlots(client, events, now)
  const groupIds = new Set<string>()
  for (const row of [...dedupRows, ...groupSlotRows])
    if (row.open_group_id) groupIds.add(row.open_group_id)
  const alertIds = dedupRows.flatMap((row) => row.open_alert_id ?? [])

  return {
    groups: await lockGroups(client, [...groupIds]),
    alerts: await readAlerts(client, alertIds),
    groupSlots: new Map(
      groupSlotRows.flatMap((row) =>
        row.open_group_id !== null && row.last_joined_at !== null
          ? [
              [
                groupSlotKey(row.service_id, row.group_key),
                { groupId: row.open_group_id, lastJoinedAt: row.last_joined_at },
              ],
            ]
          : [],
      ),
    ),
  }
}

async function lockDedupSlots(client: PoolClient, events: readonly RoutedEvent[], now: Instant) {
  const wanted = new Map(events.map((event) => [slotKey(event.scopeId, event.dedupKey), event]))
  const sorted = [...wanted.entries()].sort(byKey).map(([, event]) => event)
  const values = [
    sorted.map((event) => event.scopeId),
    sorted.map((event) => event.dedupKey),
    new Date(now),
  ]
  const { rows } = await client.query<DedupRow>({
    name: 'lock-dedup-slots',
    text: LOCK_DEDUP_SLOTS,
    values,
  })
  return rows
}

async function lockGroupSlots(client: PoolClient, events: readonly RoutedEvent[], now: Instant) {
  const wanted = new Map<string, { serviceId: string; groupKey: string }>()
  for (const { serviceId, groupKey } of events) {
    if (groupKey !== null) wanted.set(groupSlotKey(serviceId, groupKey), { serviceId, groupKey })
  }
  if (wanted.size === 0) return []
  const sorted = [...wanted.entries()].sort(byKey).map(([, slot]) => slot)
  const values = [
    sorted.map((slot) => slot.serviceId),
    sorted.map((slot) => slot.groupKey),
    new Date(now),
  ]
  const { rows } = await client.query<GroupSlotRow>({
    name: 'lock-group-slots',
    text: LOCK_GROUP_SLOTS,
    values,
  })
  return rows
}

async function lockGroups(
  client: PoolClient,
  ids: readonly string[],
): Promise<Map<string, OpenGroup>> {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<GroupRow>({
    name: 'lock-groups',
    text: LOCK_GROUPS,
    values: [ids],
  })
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        status: row.status,
        urgency: row.urgency,
        severity: row.severity,
        acknowledgedBy: row.acknowledged_by,
        acknowledgedAt: row.acknowledged_at,
        alertCount: row.alert_count,
        triggeredCount: row.triggered_count,
        openCount: row.open_count,
      },
    ]),
  )
}

async function readAlerts(
  client: PoolClient,
  ids: readonly string[],
): Promise<Map<string, OpenAlert>> {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<AlertRow>({
    name: 'read-open-alerts',
    text: READ_ALERTS,
    values: [ids],
  })
  return new Map(
    rows.map((row) => [
      slotKey(row.scope_id, row.dedup_key),
      {
        id: row.id,
        groupId: row.group_id,
        status: row.status,
        urgency: row.urgency,
        severity: row.severity,
        eventCount: row.event_count,
        acknowledgedAt: row.acknowledged_at,
        acknowledgedBy: row.acknowledged_by,
      },
    ]),
  )
}

function byKey<T>(a: readonly [string, T], b: readonly [string, T]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
}
