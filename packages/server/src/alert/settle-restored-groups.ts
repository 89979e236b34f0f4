// What a restored installation does about the past: it pages nobody about it, and it hides nothing.
//
// Runs and deliveries that were under way end. Groups keep their state and stay on every list; one
// whose snooze or acknowledgement ran out before the restore is triggered again, as it would have
// been, but without a page. Each of them says on its timeline that nobody is being paged and that
// it has to be escalated by hand. Times that lie ahead still hold: a snooze until tomorrow ends
// tomorrow. `docs/guides` tells operators the same, and `--resume-paging` leaves all of it out.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { stopRestoredPaging } from '../paging/stop-restored-paging.ts'
import { appendTimeline } from '../platform/timeline/append-timeline.ts'

// A run of an acknowledged group may go on with the steps marked `unresolved`; it counts as well.
const RAN_OUT = `
select id from alert_group where wake_at <= $1 and status = 'acknowledged' order by id`

const RETRIGGER_ALERTS = `
update alert set status = 'triggered', acknowledged_at = null, acknowledged_by = null
where group_id = any($1::uuid[]) and status = 'acknowledged'`

const RETRIGGER_GROUPS = `
update alert_group
set status = 'triggered', acknowledged_at = null, acknowledged_by = null, snoozed_until = null,
  wake_at = null, triggered_count = open_count, version = version + 1
where id = any($1::uuid[])`

const OPEN_ONES = `
select id, number from alert_group where id = any($1::uuid[]) and status <> 'resolved' order by number`

export type SettledGroups = {
  /** Numbers of the open groups that nobody is paged about any more. */
  readonly notResumed: readonly number[]
}

export async function settleRestoredGroups(
  client: PoolClient,
  restored: { readonly now: Instant; readonly header: { readonly createdAt: string } },
): Promise<SettledGroups> {
  const { now } = restored
  const stopped = await stopRestoredPaging(client, now)
  const ranOut = await client.query<{ id: string }>(RAN_OUT, [formatInstant(now)])
  const triggeredAgain = new Set(ranOut.rows.map(({ id }) => id))
  await client.query(RETRIGGER_ALERTS, [[...triggeredAgain]])
  await client.query(RETRIGGER_GROUPS, [[...triggeredAgain]])
  const open = await client.query<{ id: string; number: number }>(OPEN_ONES, [
    [...stopped, ...triggeredAgain],
  ])
  await appendTimeline(
    client,
    open.rows.map(({ id }) => ({
      at: now,
      subjectKind: 'alert-group',
      subjectId: id,
      kind: 'paging-not-resumed',
      actor: 'system',
      data: { backupAt: restored.header.createdAt, triggeredAgain: triggeredAgain.has(id) },
    })),
  )
  return { notResumed: open.rows.map(({ number }) => number) }
}
