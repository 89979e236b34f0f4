// The row of an escalation run as the reads of this room use it.

import type { Instant, RunCause, RunFinish, RunProgress, Urgency } from '@evenwatch/core'

export type RunRow = {
  readonly id: string
  readonly group_id: string
  readonly policy_id: string
  readonly policy_version: number
  readonly parent_run_id: string | null
  readonly depth: number
  readonly cause: RunCause
  readonly urgency: Urgency
  readonly state: 'active' | 'finished'
  readonly finish_reason: RunFinish | null
  readonly acknowledged: boolean
  readonly round: number
  readonly next_step: number
  readonly started_at: Instant
  readonly round_started_at: Instant
  readonly last_step_at: Instant | null
  readonly paged_in_round: boolean
  readonly held_since: Instant | null
  readonly finished_at: Instant | null
  readonly due_at: Instant | null
}

export const RUN_COLUMNS = `
  r.id, r.group_id, r.policy_id, r.policy_version, r.parent_run_id, r.depth, r.cause, r.urgency,
  r.state, r.finish_reason, r.acknowledged, r.round, r.next_step, r.started_at, r.round_started_at,
  r.last_step_at, r.paged_in_round, r.held_since, r.finished_at, r.due_at`

export function progressOf(row: RunRow): RunProgress {
  return {
    startedAt: row.started_at,
    round: row.round,
    nextStep: row.next_step,
    roundStartedAt: row.round_started_at,
    lastStepAt: row.last_step_at,
    pagedInRound: row.paged_in_round,
    acknowledged: row.acknowledged,
    heldSince: row.held_since,
  }
}
