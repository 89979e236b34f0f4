// Takes runs that are due. One statement, committed by itself, so that a process that freezes or
// dies holds a lease and never a lock.

import type { Instant, RunCause, Severity, Urgency } from '@evenwatch/core'
import { type EngineContext, LEASE_MS, RUNS_PER_TICK } from './engine-context.ts'

// A claim that a crash of the database forgets is a claim that nobody has: it need not be on disk
// before the work begins. What comes of it is.
const CLAIM = `
with unhurried as materialized (
  select set_config('synchronous_commit', 'off', true) as setting
), due as (
  select id from escalation_run, unhurried
  where setting is not null and state = 'active' and due_at <= $1 and (lease_until is null or lease_until <= $1)
  order by due_at, id limit $4 for no key update of escalation_run skip locked
), claimed as (
  update escalation_run run
  set claim_no = run.claim_no + 1, claimed_by = $2, lease_until = $3
  from due where run.id = due.id
  returning run.*
)
select claimed.*, g.severity, g.service_id, (select revision from config_revision) as revision
from claimed join alert_group g on g.id = claimed.group_id
order by claimed.due_at, claimed.id`

export type ClaimedRun = {
  id: string
  group_id: string
  policy_id: string
  policy_version: number
  depth: number
  cause: RunCause
  urgency: Urgency
  acknowledged: boolean
  round: number
  next_step: number
  started_at: Instant
  round_started_at: Instant
  last_step_at: Instant | null
  paged_in_round: boolean
  held_since: Instant | null
  due_at: Instant
  claim_no: number
  severity: Severity | null
  service_id: string
  revision: number
}

export async function claimRuns(context: EngineContext, now: Instant): Promise<ClaimedRun[]> {
  const { rows } = await context.pool.query<ClaimedRun>({
    name: 'claim-runs',
    text: CLAIM,
    values: [new Date(now), context.nodeId, new Date(now + LEASE_MS), RUNS_PER_TICK],
  })
  return rows
}
