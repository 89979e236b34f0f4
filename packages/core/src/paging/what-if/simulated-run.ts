// One run of a policy within a story: what the row of the same name is to the engine.

import type { Instant } from '../../platform/time.ts'
import type { EscalationPolicy, RunCause, RunFinish, RunProgress } from '../policy.ts'

export type SimulatedRun = {
  readonly no: number
  readonly policy: EscalationPolicy
  readonly cause: RunCause
  readonly depth: number
  /** Policies from the event's own down to this one. */
  readonly path: readonly string[]
  progress: RunProgress
  /** Null: finished. */
  dueAt: Instant | null
  finish: RunFinish | null
}
