// "Escalate now" and "I can't take it": what would come next comes at once, and who passed it on is
// not disturbed about it again by this round.

import { bringForward, type GroupOutcome, type RunProgress } from '@evenwatch/core'
import { pinnedPolicyOfRun } from '../paging/engine/pinned-policy-of-run.ts'
import { type Acting, record } from './acting.ts'
import type { LockedGroup } from './lock-groups.ts'
import { retriggerGroups } from './reopen-groups.ts'
import { restartRuns } from './restart-runs.ts'

type RunRow = {
  id: string
  group_id: string
  policy_id: string
  policy_version: number
  acknowledged: boolean
  started_at: number
  round: number
  next_step: number
  round_started_at: number
  last_step_at: number | null
  paged_in_round: boolean
  held_since: number | null
}

const LOCK_RUNS = `
select id, group_id, policy_id, policy_version, acknowledged, started_at, round, next_step, round_started_at,
  last_step_at, paged_in_round, held_since
from escalation_run where group_id = any($1::uuid[]) and state = 'active' order by id for no key update`

const BRING_FORWARD = `
update escalation_run run
set round_started_at = row.round_started_at, last_step_at = row.last_step_at, due_at = $2,
  claim_no = run.claim_no + 1, claimed_by = null, lease_until = null
from jsonb_to_recordset($1::jsonb) as row(id uuid, round_started_at timestamptz, last_step_at timestamptz)
where run.id = row.id`

const STOP_PAGES_OF = `
with locked as (
  select id from page where group_id = any($1::uuid[]) and user_id = $2 and state = 'open' order by id for no key update
)
update page set state = 'stopped', finished_at = $3 from locked where page.id = locked.id`
const STOP_DELIVERIES_OF = `
update delivery set state = 'cancelled', due_at = null, finished_at = $3
where group_id = any($1::uuid[]) and user_id = $2 and state = 'pending'`

export async function escalateGroups(
  acting: Acting,
  groups: readonly LockedGroup[],
  reason: string | undefined,
): Promise<[string, GroupOutcome][]> {
  const { client, context, now } = acting
  const ids = groups.map((group) => group.id)
  const { rows: runs } = await client.query<RunRow>({
    name: 'lock-runs',
    text: LOCK_RUNS,
    values: [ids],
  })
  const running = new Set(runs.filter((run) => !run.acknowledged).map((run) => run.group_id))

  const shifted = []
  for (const run of runs.filter((candidate) => running.has(candidate.group_id))) {
    const policy = await pinnedPolicyOfRun(
      context.pool,
      context.directory.current(),
      run.policy_id,
      run.policy_version,
      client,
    )
    const progress = bringForward(policy, progressOf(run), now)
    shifted.push({
      id: run.id,
      round_started_at: new Date(progress.roundStartedAt).toISOString(),
      last_step_at:
        progress.lastStepAt === null ? null : new Date(progress.lastStepAt).toISOString(),
    })
  }
  await client.query({
    name: 'bring-runs-forward',
    text: BRING_FORWARD,
    values: [JSON.stringify(shifted), new Date(now)],
  })
  await stopPagesOfActor(acting, ids)

  // Acknowledged, or already at its end: the policy begins again.
  const idle = groups.filter((group) => !running.has(group.id))
  await retriggerGroups(
    acting,
    idle.map((group) => group.id),
  )
  await restartRuns(
    client,
    context.directory.current(),
    context.random,
    idle.map((group) => group.id),
    'manual',
    now,
  )
  await record(acting, ids, 'escalated', {}, reason)
  return []
}

async function stopPagesOfActor(
  { client, actor, now }: Acting,
  ids: readonly string[],
): Promise<void> {
  const userId = /^user:(.+)$/.exec(actor)?.[1]
  if (userId === undefined) return
  const values = [ids, userId, new Date(now)]
  await client.query({ name: 'stop-pages-of', text: STOP_PAGES_OF, values })
  await client.query({ name: 'stop-deliveries-of', text: STOP_DELIVERIES_OF, values })
}

function progressOf(run: RunRow): RunProgress {
  return {
    startedAt: run.started_at,
    round: run.round,
    nextStep: run.next_step,
    roundStartedAt: run.round_started_at,
    lastStepAt: run.last_step_at,
    pagedInRound: run.paged_in_round,
    acknowledged: run.acknowledged,
    heldSince: run.held_since,
  }
}
