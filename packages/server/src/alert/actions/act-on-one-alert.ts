// Acknowledging or resolving one alert of a group.
//
// Invariant: afterwards the group is what `settleGroup` says its members make it, under the group's
// lock. Paging stops only when the group itself changes; while another member is triggered, people
// go on being paged. Lock order: dedup slot, group, then what `stopPaging` locks.

import type { Alert } from '@evenwatch/api'
import {
  type AlertStatus,
  assert,
  formatInstant,
  type GroupStatus,
  type Instant,
  settleGroup,
} from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline, type TimelineRow } from '../../platform/timeline/append-timeline.ts'
import { describeActor } from '../../platform/timeline/describe-actor.ts'
import { ALERT_COLUMNS, type AlertRow, describeAlert } from '../reads/alert-row.ts'
import type { AlertDeps } from './alert-deps.ts'
import { refuseAlreadyDone } from './refuse-outcome.ts'

export type OneAlertAction = 'acknowledge' | 'resolve'

const STATUS_AFTER = { acknowledge: 'acknowledged', resolve: 'resolved' } as const

export async function actOnOneAlert(
  context: ServerContext,
  deps: AlertDeps,
  alertId: string,
  action: OneAlertAction,
  reason: string | null,
  principal: Principal,
): Promise<{ alert: Alert } | Refusal> {
  const now = context.clock.now()
  const actor = formatActor(principal.actor)
  const result = await inTransaction(context.pool, async (client) => {
    const alert = await lockAlert(client, alertId)
    if (!alert) return refuse('not-found')
    const refusal = refuseWhenDone(context, alert, action, now)
    if (refusal) return refusal
    const changed = await changeAlert(client, alert, action, actor, now)
    const settled = await settle(context, client, alert, actor, now)
    await record(client, alert, action, settled, { actor, reason, now })
    if (settled.changed && settled.status !== 'triggered') {
      await deps.stopPaging(client, [alert.group_id], settled.status, now)
      // Somebody has it now: that nobody could be paged is no trouble any more.
      await client.query(CLEAR_LETTERS, [alert.group_id, formatInstant(now)])
    }
    return changed
  })
  if (isRefusal(result)) return result
  context.wakes.wake('escalation')
  context.wakes.wake('stream')
  return { alert: describeAlert(result) }
}

const CLEAR_LETTERS =
  'update dead_letter set cleared_at = $2 where group_id = $1 and cleared_at is null'

type LockedAlert = AlertRow & {
  readonly scope_id: string
  readonly service_id: string
  readonly group_status: GroupStatus
}

async function lockAlert(client: PoolClient, alertId: string): Promise<LockedAlert | null> {
  await client.query(
    `select 1 from dedup_slot s join alert a using (scope_id, dedup_key) where a.id = $1
     for update of s`,
    [alertId],
  )
  const group = await client.query<{ status: GroupStatus }>(
    `select g.status from alert_group g join alert a on a.group_id = g.id where a.id = $1
     for update of g`,
    [alertId],
  )
  const alert = await client.query<Omit<LockedAlert, 'group_status'>>(
    `select ${ALERT_COLUMNS}, a.scope_id, a.service_id from alert a where a.id = $1`,
    [alertId],
  )
  const [found] = alert.rows
  const [owner] = group.rows
  return found && owner ? { ...found, group_status: owner.status } : null
}

function refuseWhenDone(
  context: ServerContext,
  alert: LockedAlert,
  action: OneAlertAction,
  now: Instant,
): Refusal | null {
  const isDone = alert.status === 'resolved' || alert.status === STATUS_AFTER[action]
  if (!isDone) return null
  const isResolved = alert.status === 'resolved'
  const by = isResolved ? alert.resolved_by : alert.acknowledged_by
  const at = isResolved ? alert.resolved_at : alert.acknowledged_at
  const { name } = describeActor(by ?? 'system', context.directory.current())
  const done = isResolved ? 'resolve' : 'acknowledge'
  return refuseAlreadyDone(done, name, at ?? now, now, undefined)
}

async function changeAlert(
  client: PoolClient,
  alert: LockedAlert,
  action: OneAlertAction,
  actor: string,
  now: Instant,
): Promise<AlertRow> {
  const status: AlertStatus = STATUS_AFTER[action]
  const columns =
    action === 'acknowledge'
      ? 'acknowledged_at = $3, acknowledged_by = $4'
      : 'resolved_at = $3, resolved_by = $4'
  const { rows } = await client.query<AlertRow>(
    `update alert a set status = $2, ${columns} where a.id = $1 returning ${ALERT_COLUMNS}`,
    [alert.id, status, formatInstant(now), actor],
  )
  if (action === 'resolve') {
    await client.query(
      `update dedup_slot set open_alert_id = null, open_group_id = null, touched_at = $4
       where scope_id = $1 and dedup_key = $2 and open_alert_id = $3`,
      [alert.scope_id, alert.dedup_key, alert.id, formatInstant(now)],
    )
  }
  const [changed] = rows
  assert(changed, 'the alert is locked by its group and exists')
  return changed
}

type Settled = { readonly status: GroupStatus; readonly changed: boolean }

async function settle(
  context: ServerContext,
  client: PoolClient,
  alert: LockedAlert,
  actor: string,
  now: Instant,
): Promise<Settled> {
  const { rows } = await client.query<{ triggered: number; open: number }>(
    `select count(*) filter (where status = 'triggered')::int as triggered,
       count(*) filter (where status <> 'resolved')::int as open
     from alert where group_id = $1`,
    [alert.group_id],
  )
  const [members] = rows
  assert(members, 'counting gives one row')
  const status = settleGroup(members)
  const changed = status !== alert.group_status
  const lapsesMs = context.directory
    .current()
    .services.get(alert.service_id)?.acknowledgementLapsesMs
  const wakeAt = lapsesMs === null || lapsesMs === undefined ? null : now + lapsesMs
  await client.query(UPDATE_GROUP, [
    alert.group_id,
    status,
    members.triggered,
    members.open,
    changed,
    formatInstant(now),
    actor,
    wakeAt === null ? null : formatInstant(wakeAt),
  ])
  return { status, changed }
}

const UPDATE_GROUP = `
update alert_group set
  status = $2, triggered_count = $3, open_count = $4, version = version + 1,
  acknowledged_at = case when $5 and $2 = 'acknowledged' then $6::timestamptz else acknowledged_at end,
  acknowledged_by = case when $5 and $2 = 'acknowledged' then $7 else acknowledged_by end,
  resolved_at = case when $5 and $2 = 'resolved' then $6::timestamptz else resolved_at end,
  resolved_by = case when $5 and $2 = 'resolved' then $7 else resolved_by end,
  snoozed_until = case when $5 then null else snoozed_until end,
  wake_at = case when not $5 then wake_at when $2 = 'acknowledged' then $8::timestamptz end
where id = $1`

async function record(
  client: PoolClient,
  alert: LockedAlert,
  action: OneAlertAction,
  settled: Settled,
  by: { readonly actor: string; readonly reason: string | null; readonly now: Instant },
): Promise<void> {
  const base = {
    at: by.now,
    subjectKind: 'alert-group',
    subjectId: alert.group_id,
    actor: by.actor,
  } as const
  const own: TimelineRow = {
    ...base,
    kind: action === 'acknowledge' ? 'alert-acknowledged' : 'alert-resolved',
    reason: by.reason,
    data: { alertId: alert.id, summary: alert.summary },
  }
  const group: TimelineRow = { ...base, kind: `group-${settled.status}` }
  const isWorthSaying = settled.changed && settled.status !== 'triggered'
  await appendTimeline(client, isWorthSaying ? [own, group] : [own])
}
