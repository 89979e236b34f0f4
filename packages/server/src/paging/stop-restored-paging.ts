// Ends what was under way when a backup was made, within the restoring transaction.
//
// Whoever it concerned was paged long ago, or the other installation has paged them since. A
// message that was being handed over counts as failed and may have arrived: nobody can tell.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { stopPaging } from './stop-paging.ts'

const DOUBT = 'Restored from a backup made while it was being handed over; it may have arrived.'

const UNDER_WAY = `
select group_id from escalation_run where state = 'active'
union select group_id from delivery where state in ('pending', 'handing-over')`

const FAIL_DELIVERIES = `
update delivery
set state = 'failed', finished_at = $1, error = $2, due_at = null, claim_no = claim_no + 1,
  claimed_by = null, lease_until = null
where state = 'handing-over'`

const END_MESSAGES = `
update message set finished_at = $1, outcome = 'unknown', error = $2 where finished_at is null`

/** Returns the groups that pages were under way about. */
export async function stopRestoredPaging(
  client: PoolClient,
  now: Instant,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ group_id: string }>(UNDER_WAY)
  const groupIds = rows.map((row) => row.group_id)
  await client.query(FAIL_DELIVERIES, [formatInstant(now), DOUBT])
  await client.query(END_MESSAGES, [formatInstant(now), DOUBT])
  await stopPaging(client, groupIds, 'superseded', now)
  return groupIds
}
