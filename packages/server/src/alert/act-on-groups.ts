// What people do to alert groups: one operation for API, links, mail replies and CLI, for one group
// or five hundred. Each group gets its own outcome; the first to act wins, the second is told.

import type { GroupAction, GroupOutcome, Instant } from '@evenwatch/core'
import { stopPaging } from '../paging/stop-paging.ts'
import type { ServerContext } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { type Acting, record } from './acting.ts'
import { escalateGroups } from './escalate-groups.ts'
import { type LockedGroup, lockGroups } from './lock-groups.ts'
import { lockSlotsOfGroups, reopenGroups } from './reopen-groups.ts'

export async function actOnGroups(
  context: ServerContext,
  groupIds: readonly string[],
  action: GroupAction,
  actor: string,
): Promise<GroupOutcome[]> {
  const outcomes = await inTransaction(context.pool, async (client) => {
    const acting: Acting = { context, client, actor, now: context.clock.now() }
    // Dedup slots come before groups in the lock order, and only reopening needs them.
    if (action.kind === 'reopen') await lockSlotsOfGroups(client, groupIds)
    const groups = await lockGroups(client, groupIds)
    const refused = new Map<string, GroupOutcome>()
    const ready: LockedGroup[] = []
    for (const id of new Set(groupIds)) {
      const group = groups.get(id)
      const refusal = group
        ? refusalOf(group, action)
        : ({ groupId: id, outcome: 'not-found' } as const)
      if (refusal) refused.set(id, refusal)
      else if (group) ready.push(group)
    }
    if (ready.length > 0)
      for (const [id, outcome] of await carryOut(acting, ready, action)) refused.set(id, outcome)
    return groupIds.map(
      (groupId) => refused.get(groupId) ?? ({ groupId, outcome: 'done' } as const),
    )
  })
  context.wakes.wake('escalation')
  context.wakes.wake('stream')
  return outcomes
}

function refusalOf(group: LockedGroup, action: GroupAction): GroupOutcome | null {
  switch (action.kind) {
    case 'note':
      return null
    case 'acknowledge':
      return group.status === 'triggered' ? null : alreadyDone(group)
    case 'resolve':
    case 'snooze':
    case 'escalate':
      return group.status === 'resolved' ? alreadyDone(group) : null
    case 'reopen':
      return group.status === 'triggered'
        ? {
            groupId: group.id,
            outcome: 'state-conflict',
            detail: 'The group is triggered already.',
          }
        : null
  }
}

function alreadyDone(group: LockedGroup): GroupOutcome {
  const isResolved = group.status === 'resolved'
  return {
    groupId: group.id,
    outcome: 'already-done',
    by: (isResolved ? group.resolved_by : group.acknowledged_by) ?? 'system',
    at: (isResolved ? group.resolved_at : group.acknowledged_at) ?? 0,
  }
}

async function carryOut(
  acting: Acting,
  groups: readonly LockedGroup[],
  action: GroupAction,
): Promise<[string, GroupOutcome][]> {
  const ids = groups.map((group) => group.id)
  switch (action.kind) {
    case 'note':
      await record(acting, ids, 'note', { text: action.text })
      return []
    case 'acknowledge':
      await acknowledge(acting, groups, null)
      await recordAlerts(acting, ids, 'alert-acknowledged')
      await record(acting, ids, 'group-acknowledged', {}, action.reason)
      return []
    case 'snooze':
      await acknowledge(acting, groups, action.until)
      await record(acting, ids, 'group-snoozed', { until: new Date(action.until).toISOString() })
      return []
    case 'resolve':
      await recordAlerts(acting, ids, 'alert-resolved')
      await resolve(acting, ids)
      await record(acting, ids, 'group-resolved', {}, action.reason)
      return []
    case 'reopen':
      return reopenGroups(acting, groups, action.reason)
    case 'escalate':
      return escalateGroups(acting, groups, action.reason)
  }
}

const ACKNOWLEDGE_GROUPS = `
update alert_group g
set status = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3, snoozed_until = $4,
  wake_at = row.wake_at, triggered_count = 0, version = g.version + 1
from jsonb_to_recordset($1::jsonb) as row(id uuid, wake_at timestamptz) where g.id = row.id`

const ACKNOWLEDGE_ALERTS = `
update alert set status = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3
where group_id = any($1::uuid[]) and status = 'triggered'`

async function acknowledge(
  acting: Acting,
  groups: readonly LockedGroup[],
  snoozedUntil: Instant | null,
): Promise<void> {
  const { client, context, actor, now } = acting
  const services = context.directory.current().services
  const rows = groups.map((group) => {
    const lapsesMs = services.get(group.service_id)?.acknowledgementLapsesMs ?? null
    const wakeAt = snoozedUntil ?? (lapsesMs === null ? null : now + lapsesMs)
    return { id: group.id, wake_at: wakeAt === null ? null : new Date(wakeAt).toISOString() }
  })
  const ids = groups.map((group) => group.id)
  const until = snoozedUntil === null ? null : new Date(snoozedUntil)
  await stopPaging(client, ids, 'acknowledged', now)
  await client.query({
    name: 'acknowledge-groups',
    text: ACKNOWLEDGE_GROUPS,
    values: [JSON.stringify(rows), new Date(now), actor, until],
  })
  await client.query({
    name: 'acknowledge-alerts',
    text: ACKNOWLEDGE_ALERTS,
    values: [ids, new Date(now), actor],
  })
}

const RESOLVE_GROUPS = `
update alert_group
set status = 'resolved', resolved_at = $2, resolved_by = $3, snoozed_until = null, wake_at = null,
  triggered_count = 0, open_count = 0, version = version + 1
where id = any($1::uuid[])`

// The dedup slot keeps pointing at the alert; ingest sees that it is resolved and opens a new one.
const RESOLVE_ALERTS = `
update alert set status = 'resolved', resolved_at = $2, resolved_by = $3
where group_id = any($1::uuid[]) and status <> 'resolved'`

async function resolve({ client, actor, now }: Acting, ids: readonly string[]): Promise<void> {
  await stopPaging(client, ids, 'resolved', now)
  await client.query({
    name: 'resolve-groups',
    text: RESOLVE_GROUPS,
    values: [ids, new Date(now), actor],
  })
  await client.query({
    name: 'resolve-alerts',
    text: RESOLVE_ALERTS,
    values: [ids, new Date(now), actor],
  })
}

// One line for each alert that the action is about to change or has just changed.
const RECORD_ALERTS = `
insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
select $2, 'alert-group', group_id, $4, $3, 'team', jsonb_build_object('alertId', id)
from alert where group_id = any($1::uuid[])
  and case when $4 = 'alert-resolved' then status <> 'resolved' else acknowledged_at = $2 end
order by group_id, id`

async function recordAlerts(
  { client, actor, now }: Acting,
  groupIds: readonly string[],
  kind: 'alert-acknowledged' | 'alert-resolved',
) {
  await client.query({
    name: 'record-alerts',
    text: RECORD_ALERTS,
    values: [groupIds, new Date(now), actor, kind],
  })
}
