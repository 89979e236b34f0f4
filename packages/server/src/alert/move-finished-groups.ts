// Moves groups that were resolved long ago, with everything about them, into the monthly history,
// so that the tables that paging works on stay small. The timeline stays: it is the record.
//
// A slot that still points at a moved alert does no harm: ingest finds no open alert behind it.

import { DAY_MS, formatInstant, MINUTE_MS } from '@evenwatch/core'
import { moveFinishedPaging } from '../paging/move-finished-paging.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { batchOf, type HousekeepingJob } from '../platform/housekeeping/housekeeping-job.ts'

/** How long a resolved group can still be reopened and is found by every list. */
export const FINISHED_GROUP_KEPT_DAYS = 30
const GROUPS_PER_BATCH = 200

const LOCK = `
select id from alert_group where status = 'resolved' and resolved_at < $1
order by resolved_at, id limit ${GROUPS_PER_BATCH} for update skip locked`

const MOVE_ALERTS = `
with moved as (delete from alert where group_id = any($1::uuid[]) returning *)
insert into alert_history
select g.resolved_at, moved.* from moved join alert_group g on g.id = moved.group_id`

const MOVE_GROUPS = `
with moved as (delete from alert_group where id = any($1::uuid[]) returning *)
insert into alert_group_history select moved.resolved_at, moved.* from moved`

export const moveFinishedGroups: HousekeepingJob = {
  name: 'move-finished-groups',
  everyMs: 5 * MINUTE_MS,
  run: async ({ pool }, now) => {
    const before = formatInstant(now - FINISHED_GROUP_KEPT_DAYS * DAY_MS)
    const moved = await inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ id: string }>({
        name: 'lock-finished-groups',
        text: LOCK,
        values: [before],
      })
      if (rows.length === 0) return 0
      const groupIds = rows.map(({ id }) => id)
      await moveFinishedPaging(client, groupIds)
      await client.query(MOVE_ALERTS, [groupIds])
      await client.query(MOVE_GROUPS, [groupIds])
      return rows.length
    })
    return batchOf(moved, GROUPS_PER_BATCH)
  },
}
