// Which steps of a run lie behind it, from its row and the pages that it made. Pure.
//
// A step that was taken and left no page either called another policy (a nested run) or reached
// nobody and was skipped. The last step taken of a run that is still active is the current one.

import { type EscalationPolicy, type Instant, LAST_RESORT_STEP } from '@evenwatch/core'
import type { RunRow } from './run-row.ts'

export type DeliveryOfTrack = {
  readonly channel: string
  readonly state: string
  readonly outcome: string | null
  readonly at: Instant | null
  readonly error: string | null
}

export type PageOfTrack = {
  readonly run_id: string
  readonly round: number
  readonly step: number
  readonly user_id: string
  readonly created_at: Instant
  readonly deliveries: readonly DeliveryOfTrack[]
}

export type TrackStep = {
  readonly run: RunRow
  readonly policy: EscalationPolicy | null
  readonly round: number
  readonly step: number
  readonly state: 'done' | 'skipped' | 'current'
  readonly at: Instant | null
  readonly pages: readonly PageOfTrack[]
}

export function pastSteps(
  run: RunRow,
  policy: EscalationPolicy | null,
  pages: readonly PageOfTrack[],
  runs: readonly RunRow[],
): readonly TrackStep[] {
  const own = pages.filter((page) => page.run_id === run.id)
  const steps: TrackStep[] = []
  for (let round = 0; round <= run.round; round += 1) {
    const taken = round < run.round ? (policy?.steps.length ?? 0) : run.next_step
    const paged = own.filter((page) => page.round === round)
    const indices = new Set([
      ...Array.from({ length: taken }, (_, index) => index),
      ...paged.map((page) => page.step).filter((step) => step !== LAST_RESORT_STEP),
    ])
    for (const step of [...indices].sort((a, b) => a - b)) {
      const reached = paged.filter((page) => page.step === step)
      steps.push(stepOf(run, policy, round, step, reached, runs))
    }
    const lastResort = paged.filter((page) => page.step === LAST_RESORT_STEP)
    if (lastResort.length > 0) {
      steps.push(stepOf(run, policy, round, LAST_RESORT_STEP, lastResort, runs))
    }
  }
  return withCurrent(run, steps)
}

function stepOf(
  run: RunRow,
  policy: EscalationPolicy | null,
  round: number,
  step: number,
  pages: readonly PageOfTrack[],
  runs: readonly RunRow[],
): TrackStep {
  const [first] = pages
  const called = policy?.steps[step]?.notify.filter((target) => target.kind === 'policy') ?? []
  const nested = runs.find(
    (one) => one.parent_run_id === run.id && called.some((target) => target.id === one.policy_id),
  )
  const state = first || nested ? 'done' : 'skipped'
  return {
    run,
    policy,
    round,
    step,
    state,
    at: first?.created_at ?? nested?.started_at ?? null,
    pages,
  }
}

function withCurrent(run: RunRow, steps: readonly TrackStep[]): readonly TrackStep[] {
  if (run.state !== 'active') return steps
  const current = steps.findLastIndex((step) => step.state === 'done')
  return steps.map((step, index) => (index === current ? { ...step, state: 'current' } : step))
}
