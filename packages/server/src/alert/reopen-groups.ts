// Reopening a resolved group, and taking an acknowledgement back: paging starts again. An alert is
// not reopened when a newer one is open under its key: at most one open alert per (scope, key).

import type { GroupOutcome } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { stopPaging } from '../paging/stop-paging.ts'
import { type Acting, record } from './acting.ts'
import type { LockedGroup } from './lock-groups.ts'
import { restartRuns } from './restart-runs.ts'

const LOCK_SLOTS = `
select s.scope_id from dedup_slot s
where (s.scope_id, s.dedup_key) in (select scope_id, dedup_key from alert where group_id = any($1::uuid[]))
order by s.scope_id::text, s.dedup_key for no key update`

export async function lockSlotsOfGroups(
  client: PoolClient,
  groupIds: readonly string[],
): Promise<void> {
  await client.query({ name: 'lock-slots-of-groups', text: LOCK_SLOTS, values: [groupIds] })
}

// A slot may have been swept since; then it is made again.
const REOPEN_ALERTS = `
with newest as (
  select distinct on (scope_id, dedup_key) id, group_id, scope_id, dedup_key
  from alert where group_id = any($1::uuid[]) and status = 'resolved'
  order by scope_id, dedup_key, opened_at desc, id desc
), free as (
  select newest.* from newest
  left join dedup_slot slot on slot.scope_id = newest.scope_id and slot.dedup_key = newest.dedup_key
  left join alert other on other.id = slot.open_alert_id and other.id <> newest.id and other.status <> 'resolved'
  where other.id is null
), opened as (
  update alert set status = 'triggered', resolved_at = null, resolved_by = null, acknowledged_at = null, acknowledged_by = null
  from free where alert.id = free.id
  returning alert.id, alert.group_id, alert.scope_id, alert.dedup_key
), slot as (
  insert into dedup_slot (scope_id, dedup_key, open_alert_id, open_group_id, touched_at)
  select scope_id, dedup_key, id, group_id, $2 from opened
  on conflict (scope_id, dedup_key) do update
  set open_alert_id = excluded.open_alert_id, open_group_id = excluded.open_group_id, touched_at = excluded.touched_at
)
select group_id, count(*)::int as alerts from opened group by group_id`

const RETRIGGER_ALERTS = `
update alert set status = 'triggered', acknowledged_at = null, acknowledged_by = null
where group_id = any($1::uuid[]) and status = 'acknowledged'`

const RETRIGGER_GROUPS = `
update alert_group g
set status = 'triggered', acknowledged_at = null, acknowledged_by = null, resolved_at = null, resolved_by = null,
  snoozed_until = null, wake_at = null, triggered_count = members.open, open_count = members.open, version = g.version + 1
from (
  select group_id, count(*)::int as open from alert where group_id = any($1::uuid[]) and status <> 'resolved' group by group_id
) members
where g.id = members.group_id`

export async function reopenGroups(
  acting: Acting,
  groups: readonly LockedGroup[],
  reason: string | undefined,
): Promise<[string, GroupOutcome][]> {
  const { client, now } = acting
  const resolved = groups.filter((group) => group.status === 'resolved').map((group) => group.id)
  const acknowledged = groups
    .filter((group) => group.status === 'acknowledged')
    .map((group) => group.id)
  const { rows } = await client.query<{ group_id: string }>({
    name: 'reopen-alerts',
    text: REOPEN_ALERTS,
    values: [resolved, new Date(now)],
  })
  const reopened = rows.map((row) => row.group_id)
  await retriggerGroups(acting, [...reopened, ...acknowledged])
  const { context } = acting
  await restartRuns(
    client,
    context.directory.current(),
    context.random,
    [...reopened, ...acknowledged],
    'reopened',
    now,
  )
  await record(acting, reopened, 'group-reopened', {}, reason)
  await record(acting, acknowledged, 'group-unacknowledged', {}, reason)
  return resolved
    .filter((groupId) => !reopened.includes(groupId))
    .map((groupId) => [
      groupId,
      {
        groupId,
        outcome: 'state-conflict',
        detail: 'A newer alert is open under the same key; act on that one.',
      },
    ])
}

/** Acknowledged members count as triggered again; whatever still ran for the group ends. */
export async function retriggerGroups(
  { client, now }: Acting,
  groupIds: readonly string[],
): Promise<void> {
  if (groupIds.length === 0) return
  await stopPaging(client, groupIds, 'superseded', now)
  await client.query({ name: 'retrigger-alerts', text: RETRIGGER_ALERTS, values: [groupIds] })
  await client.query({ name: 'retrigger-groups', text: RETRIGGER_GROUPS, values: [groupIds] })
}
