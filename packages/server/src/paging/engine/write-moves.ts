// Writes what escalation runs decided, in one statement. A run whose claim was taken over, or that
// was acknowledged or resolved meanwhile, is refused: none of its pages come into being.

import {
  calledPolicy,
  type Directory,
  type EscalationMove,
  type EscalationPolicy,
  formatInstant,
  type Instant,
  type PlannedMessage,
} from '@evenwatch/core'
import type { ClaimedRun } from './claim-runs.ts'
import type { EngineContext } from './engine-context.ts'

export type DecidedRun = {
  readonly run: ClaimedRun
  readonly policy: EscalationPolicy
  readonly move: EscalationMove
}

export type PlannedPage = {
  readonly id: string
  readonly run: ClaimedRun
  readonly round: number
  readonly step: number
  readonly userId: string
  readonly deliveries: readonly (PlannedMessage & { readonly id: string })[]
}

// Runs are locked in the order of their ids, as an answer to their groups locks them.
const WRITE = `
with locked as materialized (
  select run.id from escalation_run run
  where run.id in (select id from jsonb_to_recordset($3::jsonb) as row(id uuid))
  order by run.id for no key update
), ours as (
  update escalation_run run
  set round = row.round, next_step = row.next_step, round_started_at = row.round_started_at,
    last_step_at = row.last_step_at, paged_in_round = row.paged_in_round, held_since = row.held_since,
    due_at = row.due_at, state = row.state, finish_reason = row.finish_reason, finished_at = row.finished_at,
    claimed_by = null, lease_until = null
  from jsonb_to_recordset($3::jsonb) as row(id uuid, claim_no bigint, round int, next_step int,
    round_started_at timestamptz, last_step_at timestamptz, paged_in_round boolean, held_since timestamptz,
    due_at timestamptz, state text, finish_reason text, finished_at timestamptz)
  join locked using (id)
  where run.id = row.id and run.claim_no = row.claim_no and run.claimed_by = $1 and run.state = 'active'
  returning run.id
), new_page as (
  insert into page (id, run_id, group_id, round, step, user_id, urgency, state, created_at)
  select row.id, row.run_id, row.group_id, row.round, row.step, row.user_id, row.urgency, 'open', $2
  from jsonb_to_recordset($4::jsonb) as row(id uuid, run_id uuid, group_id uuid, round int, step int, user_id uuid, urgency text)
  join ours on ours.id = row.run_id
  on conflict (run_id, round, step, user_id) do nothing
  returning id
), new_delivery as (
  insert into delivery (id, page_id, group_id, user_id, contact_method_id, channel, rule_position, attempt, urgency,
    state, created_at, due_at, may_bundle_at)
  select row.id, row.page_id, row.group_id, row.user_id, row.contact_method_id, row.channel, row.rule_position, 1,
    row.urgency, 'pending', $2, row.due_at, row.may_bundle_at
  from jsonb_to_recordset($5::jsonb) as row(id uuid, page_id uuid, group_id uuid, user_id uuid, contact_method_id uuid,
    channel text, rule_position int, urgency text, due_at timestamptz, may_bundle_at timestamptz)
  join new_page on new_page.id = row.page_id
), nested_run as (
  insert into escalation_run (id, group_id, policy_id, policy_version, parent_run_id, depth, cause, urgency, state,
    started_at, round_started_at, due_at)
  select row.id, row.group_id, row.policy_id, row.policy_version, row.parent_run_id, row.depth, 'nested', row.urgency,
    'active', $2, $2, $2
  from jsonb_to_recordset($6::jsonb) as row(id uuid, group_id uuid, policy_id uuid, policy_version bigint,
    parent_run_id uuid, depth int, urgency text)
  join ours on ours.id = row.parent_run_id
), letter as (
  insert into dead_letter (id, group_id, run_id, reason, at)
  select row.id, row.group_id, row.run_id, row.reason, $2
  from jsonb_to_recordset($7::jsonb) as row(id uuid, group_id uuid, run_id uuid, reason text)
  join ours on ours.id = row.run_id
  where not exists (select from dead_letter old where old.group_id = row.group_id and old.cleared_at is null)
), turn as (
  insert into round_robin as r (policy_id, step, taken)
  select row.policy_id, row.step, count(*)
  from jsonb_to_recordset($8::jsonb) as row(run_id uuid, policy_id uuid, step int)
  join ours on ours.id = row.run_id
  group by row.policy_id, row.step order by row.policy_id, row.step
  on conflict (policy_id, step) do update set taken = r.taken + excluded.taken
), record as (
  insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
  select $2, 'alert-group', row.group_id, row.kind, 'system', 'team', row.data
  from jsonb_to_recordset($9::jsonb) as row(run_id uuid, group_id uuid, kind text, data jsonb)
  join ours on ours.id = row.run_id
)
select id from ours`

/** Returns the ids of the runs that were still ours. */
export async function writeMoves(
  context: EngineContext,
  directory: Directory,
  decided: readonly DecidedRun[],
  pages: readonly PlannedPage[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  const { rows } = await context.pool.query<{ id: string }>({
    name: 'write-moves',
    text: WRITE,
    values: [
      context.nodeId,
      new Date(now),
      JSON.stringify(decided.map(({ run, move }) => progressRow(run, move, now))),
      JSON.stringify(pages.map(pageRow)),
      JSON.stringify(pages.flatMap(deliveryRows)),
      JSON.stringify(decided.flatMap((entry) => nestedRows(context, directory, entry, now))),
      JSON.stringify(
        decided.flatMap(({ run, move }) =>
          move.isDeadLetter ? [letterRow(context, run, now)] : [],
        ),
      ),
      JSON.stringify(decided.flatMap(turnRows)),
      JSON.stringify(decided.flatMap(recordRows)),
    ],
  })
  return new Set(rows.map((row) => row.id))
}

function progressRow(run: ClaimedRun, move: EscalationMove, now: Instant) {
  const { progress } = move
  return {
    id: run.id,
    claim_no: run.claim_no,
    round: progress.round,
    next_step: progress.nextStep,
    round_started_at: formatInstant(progress.roundStartedAt),
    last_step_at: instantText(progress.lastStepAt),
    paged_in_round: progress.pagedInRound,
    held_since: instantText(progress.heldSince),
    due_at: instantText(move.dueAt),
    state: move.finish === null ? 'active' : 'finished',
    finish_reason: move.finish,
    finished_at: move.finish === null ? null : formatInstant(now),
  }
}

function pageRow(page: PlannedPage) {
  return {
    id: page.id,
    run_id: page.run.id,
    group_id: page.run.group_id,
    round: page.round,
    step: page.step,
    user_id: page.userId,
    urgency: page.run.urgency,
  }
}

function deliveryRows(page: PlannedPage) {
  return page.deliveries.map((delivery) => ({
    id: delivery.id,
    page_id: page.id,
    group_id: page.run.group_id,
    user_id: page.userId,
    contact_method_id: delivery.contactMethodId,
    channel: delivery.channel,
    rule_position: delivery.rulePosition,
    urgency: page.run.urgency,
    due_at: formatInstant(delivery.dueAt),
    may_bundle_at: instantText(delivery.mayBundleAt),
  }))
}

function nestedRows(
  context: EngineContext,
  directory: Directory,
  { run, move }: DecidedRun,
  now: Instant,
) {
  return move.nested.flatMap(({ policyId }) => {
    const policy = calledPolicy(directory.policies, policyId, run.depth)
    if (!policy) return []
    return [
      {
        id: context.random.uuid(now),
        group_id: run.group_id,
        policy_id: policyId,
        policy_version: policy.version,
        parent_run_id: run.id,
        depth: run.depth + 1,
        urgency: run.urgency,
      },
    ]
  })
}

function letterRow(context: EngineContext, run: ClaimedRun, now: Instant) {
  return {
    id: context.random.uuid(now),
    group_id: run.group_id,
    run_id: run.id,
    reason:
      'Nobody whom the policy names, no lead of the team and no administrator can be reached.',
  }
}

function turnRows({ run, move }: DecidedRun) {
  return move.turnsTaken.map((step) => ({ run_id: run.id, policy_id: run.policy_id, step }))
}

/** Lines of the record: one a step and not one a person, so that a page to a team is one line. */
function recordRows({ run, policy, move }: DecidedRun) {
  const about = {
    runId: run.id,
    policyId: run.policy_id,
    policy: policy.name,
    policyVersion: run.policy_version,
  }
  const isFresh =
    run.round === 0 && run.next_step === 0 && run.last_step_at === null && run.held_since === null
  const started =
    isFresh && !run.acknowledged
      ? [{ kind: 'run-started', data: { ...about, cause: run.cause } }]
      : []
  const paged = move.pages.map((pages) => ({
    kind: 'paged',
    data: { ...about, ...pages, urgency: run.urgency },
  }))
  const nested = move.nested.map(({ policyId: calledPolicyId, ...at }) => ({
    kind: 'policy-called',
    data: { ...about, ...at, calledPolicyId },
  }))
  const others = move.records.map(({ kind, ...data }) => ({ kind, data: { ...about, ...data } }))
  return [...started, ...others, ...paged, ...nested].map(({ kind, data }) => ({
    run_id: run.id,
    group_id: run.group_id,
    kind,
    data,
  }))
}

function instantText(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
