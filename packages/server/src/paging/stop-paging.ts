// Ends or hushes everything that pages about groups, within the caller's transaction, which holds
// the groups' locks. Several statements and not one: each must see what a worker committed while the
// statement before it waited for that worker's row (run, then page, then delivery: the lock order).
//
// Runs are asked for until there are no more: a worker whose row we waited for may have started a
// called policy's run meanwhile. Once every run that can be seen is ours, nobody can start another.

import { assert, type Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'

export type StopReason = 'acknowledged' | 'resolved' | 'superseded'

// An acknowledged run is asked once more: it ends, or goes on with its steps marked `unresolved`.
const HUSH_RUNS = `
with locked as (
  select id from escalation_run
  where group_id = any($1::uuid[]) and state = 'active' and ($3 or not acknowledged) order by id for no key update
)
update escalation_run run
set acknowledged = true, due_at = $2, claim_no = claim_no + 1, claimed_by = null, lease_until = null
from locked where run.id = locked.id`

const FINISH_RUNS = `
with locked as (
  select id from escalation_run where group_id = any($1::uuid[]) and state = 'active' order by id for no key update
)
update escalation_run run
set state = 'finished', finish_reason = $3, finished_at = $2, due_at = null,
    claim_no = claim_no + 1, claimed_by = null, lease_until = null
from locked where run.id = locked.id`

const CLOSE_PAGES = `
with locked as (
  select id from page where group_id = any($1::uuid[]) and state = 'open' order by id for no key update
)
update page set state = $3, finished_at = $2 from locked where page.id = locked.id`

const CANCEL_DELIVERIES = `
with locked as (
  select id from delivery where group_id = any($1::uuid[]) and state = 'pending' order by id for no key update
)
update delivery set state = 'cancelled', finished_at = $2, due_at = null
from locked where delivery.id = locked.id`

/** The policy's own run, eight called ones below it, and one look that finds nothing. */
const RUN_GENERATIONS_MAX = 10

// Somebody knows now, or it is over: that nobody could be paged is no longer anybody's worry.
const CLEAR_LETTERS = `
update dead_letter set cleared_at = $2 where group_id = any($1::uuid[]) and cleared_at is null`

export async function stopPaging(
  client: PoolClient,
  groupIds: readonly string[],
  reason: StopReason,
  now: Instant,
): Promise<void> {
  if (groupIds.length === 0) return
  const at = new Date(now)
  for (let generation = 0; ; generation += 1) {
    assert(generation < RUN_GENERATIONS_MAX, 'policies call each other to a limited depth')
    const { rowCount } =
      reason === 'acknowledged'
        ? await client.query({
            name: 'hush-runs',
            text: HUSH_RUNS,
            values: [groupIds, at, generation === 0],
          })
        : await client.query({
            name: 'finish-runs',
            text: FINISH_RUNS,
            values: [groupIds, at, reason],
          })
    if (rowCount === 0) break
  }
  const state = reason === 'acknowledged' ? 'answered' : 'stopped'
  await client.query({ name: 'close-pages', text: CLOSE_PAGES, values: [groupIds, at, state] })
  await client.query({ name: 'cancel-deliveries', text: CANCEL_DELIVERIES, values: [groupIds, at] })
  if (reason === 'superseded') return
  await client.query({ name: 'clear-letters', text: CLEAR_LETTERS, values: [groupIds, at] })
}
