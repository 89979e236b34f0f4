// Resolves alerts that their sender has not mentioned for as long as their service allows, because
// some senders never say that something is over.
//
// Decided under the group's lock, so an event in the same instant wins. Paging stops only where
// the group itself changes: while another member is triggered, people go on being paged.

import {
  assert,
  formatInstant,
  type GroupStatus,
  type Instant,
  MINUTE_MS,
  settleGroup,
} from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { stopPaging } from '../paging/stop-paging.ts'
import type { ServerContext } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { batchOf, type HousekeepingJob } from '../platform/housekeeping/housekeeping-job.ts'
import { appendTimeline, type TimelineRow } from '../platform/timeline/append-timeline.ts'
import { type LockedGroup, lockGroups } from './lock-groups.ts'

const GROUPS_PER_BATCH = 100
const ACTOR = 'system'

const FIND = `
select distinct g.id
from jsonb_to_recordset($1::jsonb) as silent(service_id uuid, since timestamptz)
join alert_group g on g.service_id = silent.service_id and g.status <> 'resolved'
join alert a on a.group_id = g.id and a.status <> 'resolved' and a.last_event_at <= silent.since
order by g.id limit ${GROUPS_PER_BATCH}`

const RESOLVE = `
update alert a set status = 'resolved', resolved_at = $2, resolved_by = '${ACTOR}'
from jsonb_to_recordset($1::jsonb) as silent(service_id uuid, since timestamptz)
where a.group_id = any($3::uuid[]) and a.status <> 'resolved'
  and a.service_id = silent.service_id and a.last_event_at <= silent.since
returning a.id, a.group_id`

const COUNT = `
select group_id, count(*) filter (where status = 'triggered')::int as triggered,
  count(*) filter (where status <> 'resolved')::int as open
from alert where group_id = any($1::uuid[]) group by group_id`

const UPDATE_GROUPS = `
update alert_group g
set status = row.status, triggered_count = row.triggered, open_count = row.open, version = g.version + 1,
  acknowledged_at = case when row.changed and row.status = 'acknowledged' then $2 else g.acknowledged_at end,
  acknowledged_by = case when row.changed and row.status = 'acknowledged' then '${ACTOR}' else g.acknowledged_by end,
  resolved_at = case when row.status = 'resolved' then $2 end,
  resolved_by = case when row.status = 'resolved' then '${ACTOR}' end,
  snoozed_until = case when row.changed then null else g.snoozed_until end,
  wake_at = case when row.changed then row.wake_at else g.wake_at end
from jsonb_to_recordset($1::jsonb) as row(id uuid, status text, triggered int, open int, changed boolean,
  wake_at timestamptz)
where g.id = row.id`

const CLEAR_LETTERS = `
update dead_letter set cleared_at = $2 where group_id = any($1::uuid[]) and cleared_at is null`

export const autoResolve: HousekeepingJob = {
  name: 'auto-resolve',
  everyMs: MINUTE_MS,
  run: async (context, now) => {
    const silent = silentSince(context, now)
    if (silent.length === 0) return { rows: 0, more: false }
    const groups = await inTransaction(context.pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(FIND, [JSON.stringify(silent)])
      const ids = rows.map(({ id }) => id)
      if (ids.length > 0) await resolveSilent(context, client, ids, silent, now)
      return ids.length
    })
    if (groups > 0) context.wakes.wake('stream')
    return batchOf(groups, GROUPS_PER_BATCH)
  },
}

/** Per service, the instant after which an alert must have been mentioned. */
function silentSince(context: ServerContext, now: Instant) {
  return [...context.directory.current().services.values()].flatMap(({ id, autoResolveMs }) =>
    autoResolveMs === null
      ? []
      : [{ service_id: id, since: formatInstant(now - autoResolveMs), autoResolveMs }],
  )
}

type Silent = ReturnType<typeof silentSince>

async function resolveSilent(
  context: ServerContext,
  client: PoolClient,
  groupIds: readonly string[],
  silent: Silent,
  now: Instant,
): Promise<void> {
  const groups = await lockGroups(client, groupIds)
  const { rows: resolved } = await client.query<{ id: string; group_id: string }>(RESOLVE, [
    JSON.stringify(silent),
    formatInstant(now),
    groupIds,
  ])
  const touched = [...new Set(resolved.map((alert) => alert.group_id))]
  const settled = await settleGroups(context, client, touched, groups, now)
  const acknowledged = changedTo(settled, 'acknowledged')
  const over = changedTo(settled, 'resolved')
  await stopPaging(client, acknowledged, 'acknowledged', now)
  await stopPaging(client, over, 'resolved', now)
  await client.query(CLEAR_LETTERS, [[...acknowledged, ...over], formatInstant(now)])
  await appendTimeline(client, [
    ...resolved.map((alert) => {
      const afterMs = silent.find(
        (one) => one.service_id === groups.get(alert.group_id)?.service_id,
      )?.autoResolveMs
      return line(alert.group_id, 'alert-resolved', now, {
        alertId: alert.id,
        ...(afterMs !== undefined && { silentForMs: afterMs }),
      })
    }),
    ...acknowledged.map((id) => line(id, 'group-acknowledged', now, {})),
    ...over.map((id) => line(id, 'group-resolved', now, {})),
  ])
}

type Settled = { readonly id: string; readonly status: GroupStatus; readonly changed: boolean }

async function settleGroups(
  context: ServerContext,
  client: PoolClient,
  groupIds: readonly string[],
  groups: ReadonlyMap<string, LockedGroup>,
  now: Instant,
): Promise<readonly Settled[]> {
  const { rows } = await client.query<{ group_id: string; triggered: number; open: number }>(
    COUNT,
    [groupIds],
  )
  const { services } = context.directory.current()
  const settled = rows.map(({ group_id: id, triggered, open }) => {
    const group = groups.get(id)
    assert(group !== undefined, 'the group of an alert is locked')
    const status = settleGroup({ triggered, open })
    const lapsesMs = services.get(group.service_id)?.acknowledgementLapsesMs ?? null
    const wakesAt = status === 'acknowledged' && lapsesMs !== null ? now + lapsesMs : null
    const wake_at = wakesAt === null ? null : formatInstant(wakesAt)
    return { id, status, triggered, open, changed: status !== group.status, wake_at }
  })
  await client.query(UPDATE_GROUPS, [JSON.stringify(settled), formatInstant(now)])
  return settled
}

function changedTo(settled: readonly Settled[], status: GroupStatus): string[] {
  return settled.filter((one) => one.changed && one.status === status).map(({ id }) => id)
}

function line(
  subjectId: string,
  kind: string,
  at: Instant,
  data: NonNullable<TimelineRow['data']>,
): TimelineRow {
  return { at, subjectKind: 'alert-group', subjectId, kind, actor: ACTOR, data }
}
