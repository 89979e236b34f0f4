// What an escalation asks of the world at one instant. The engine answers from the directory, the
// forecast from the same directory at a later instant, tests from a table.

import type { Instant } from '../platform/time.ts'

export type StepPeople = {
  /** Reachable people whom the step names, each once, in order. */
  readonly userIds: readonly string[]
  /** Policies that the step calls, by name or because they hold a slot of its schedules. */
  readonly policyIds: readonly string[]
  /** True when a turn of a round-robin step is used up by taking it. */
  readonly takesTurn: boolean
}

export type EscalationWorld = {
  peopleOf(stepIndex: number): StepPeople
  /** False: the step's condition does not hold for this alert. */
  appliesTo(stepIndex: number): boolean
  /** The team's leads, and when none is reachable the administrators; empty: nobody at all. */
  lastResort(): readonly string[]
  /** When somebody whom the policy names comes on call next; null: not known. */
  nextCoverAt(): Instant | null
}
