// Escalation policies: what is tried in order until somebody acknowledges (design rules 10 and 11).

import type { Instant } from '../platform/time.ts'
import type { ShiftRole } from '../schedule/schedule.ts'

export const STEP_MODES = ['everyone', 'roundRobin', 'next', 'previous', 'random'] as const
/**
 * Whom of a step's people to page: all of them; one in turn over successive runs; the person after
 * or before the present one in the schedule's rotation; one drawn at random.
 */
export type StepMode = (typeof STEP_MODES)[number]

export const STEP_CONDITIONS = ['unacknowledged', 'unresolved'] as const
export type StepCondition = (typeof STEP_CONDITIONS)[number]

export type Target =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string }
  /** Absent: whoever is on call as primary. */
  | { readonly kind: 'schedule'; readonly id: string; readonly role?: ShiftRole }
  | { readonly kind: 'policy'; readonly id: string }

export type EscalationStep = {
  /** Counted from the previous step or from the start of the round: `EscalationPolicy.delaysFrom`. */
  readonly afterMs: number
  readonly notify: readonly Target[]
  readonly mode: StepMode
  readonly when: StepCondition
  /** CEL over the alert; a step whose condition is false is passed over at once. Null: always. */
  readonly condition: string | null
}

export type EscalationPolicy = {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly teamId: string | null
  readonly delaysFrom: 'previousStep' | 'alertStart'
  /** `times` repeats after the first round: 2 means three rounds. */
  readonly repeat: { readonly times: number; readonly afterMs: number }
  /** What happens when a whole round reached nobody. */
  readonly whenNobody: 'lastResort' | 'hold' | 'none'
  readonly steps: readonly EscalationStep[]
}

export const POLICY_LIMITS = {
  steps: 50,
  targetsPerStep: 50,
  repeatTimes: 20,
  delayMsMax: 7 * 24 * 60 * 60_000,
  /** Policies that call policies, counted from the service's own. */
  nestingDepth: 8,
} as const

/** The pseudo-step of the last resort: the team's leads, then the administrators. */
export const LAST_RESORT_STEP = -1

export const RUN_CAUSES = [
  'opened',
  'urgency-raised',
  'repage',
  'lapsed',
  'reopened',
  'manual',
  'nested',
] as const
export type RunCause = (typeof RUN_CAUSES)[number]

export type RunFinish = 'acknowledged' | 'resolved' | 'exhausted' | 'superseded'

/** Where one run of a policy stands. The row of the same name in the database holds just this. */
export type RunProgress = {
  readonly startedAt: Instant
  readonly round: number
  readonly nextStep: number
  readonly roundStartedAt: Instant
  /** When the previous step of this round was taken or passed over; null before the first. */
  readonly lastStepAt: Instant | null
  readonly pagedInRound: boolean
  readonly acknowledged: boolean
  /** Since when the run waits for somebody to be on call (`whenNobody: hold`). */
  readonly heldSince: Instant | null
}
