// Groups whose acknowledgement lapsed or whose snooze ended: they are triggered again and a new
// run starts. Decided under the group's lock, so an acknowledgement in the same instant wins.

import { type Acting, record } from '../../alert/acting.ts'
import { retriggerGroups } from '../../alert/reopen-groups.ts'
import { restartRuns } from '../../alert/restart-runs.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { GROUPS_WOKEN_PER_TICK, type TickResult } from './engine-context.ts'

const LOCK_DUE = `
select id, snoozed_until from alert_group
where wake_at <= $1 and status = 'acknowledged' order by wake_at, id limit $2 for no key update skip locked`

export async function wakeTick(context: ServerContext): Promise<TickResult> {
  const taken = await inTransaction(context.pool, async (client) => {
    const now = context.clock.now()
    const { rows } = await client.query<{ id: string; snoozed_until: number | null }>({
      name: 'lock-due-groups',
      text: LOCK_DUE,
      values: [new Date(now), GROUPS_WOKEN_PER_TICK],
    })
    if (rows.length === 0) return 0
    const acting: Acting = { context, client, actor: 'system', now }
    const ids = rows.map((row) => row.id)
    await retriggerGroups(acting, ids)
    await restartRuns(client, context.directory.current(), context.random, ids, 'lapsed', now)
    const snoozed = rows.filter((row) => row.snoozed_until !== null).map((row) => row.id)
    await record(acting, snoozed, 'snooze-ended', {})
    await record(
      acting,
      ids.filter((id) => !snoozed.includes(id)),
      'acknowledgement-lapsed',
      {},
    )
    return rows.length
  })
  if (taken > 0) {
    context.wakes.wake('escalation')
    context.wakes.wake('stream')
  }
  return { taken, isFull: taken === GROUPS_WOKEN_PER_TICK }
}
