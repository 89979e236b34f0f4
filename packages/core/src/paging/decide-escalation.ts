// Decides what one escalation run does now (design rules 10 and 11).
//
// Pure: policy, progress, people and time are arguments. Every step that is due is taken, empty
// ones are skipped at once, and the answer always says when to ask again or why the run ended, so
// a lost timer can only be late. A step is taken once a round; an acknowledged run takes only
// steps marked `unresolved`; a round that reached nobody goes to the last resort.

import { assert } from '../platform/assert.ts'
import { type Instant, MINUTE_MS } from '../platform/time.ts'
import type { EscalationWorld } from './escalation-world.ts'
import {
  type EscalationPolicy,
  LAST_RESORT_STEP,
  type RunFinish,
  type RunProgress,
} from './policy.ts'

/** A held run looks again this often, besides the moment when cover begins. */
export const HOLD_RECHECK_MS = MINUTE_MS

export type StepPages = {
  readonly round: number
  readonly step: number
  readonly userIds: readonly string[]
}
export type NestedStart = {
  readonly round: number
  readonly step: number
  readonly policyId: string
}
export type RunRecord =
  | { readonly kind: 'step-skipped'; readonly round: number; readonly step: number }
  | { readonly kind: 'last-resort'; readonly round: number; readonly userIds: readonly string[] }
  | { readonly kind: 'nobody-reachable'; readonly round: number }
  | { readonly kind: 'held'; readonly round: number }
  | { readonly kind: 'round-ended'; readonly round: number }
  | { readonly kind: 'exhausted'; readonly round: number }

export type EscalationMove = {
  readonly pages: readonly StepPages[]
  readonly nested: readonly NestedStart[]
  /** Steps of mode roundRobin that used up a turn. */
  readonly turnsTaken: readonly number[]
  readonly records: readonly RunRecord[]
  readonly progress: RunProgress
  /** When to ask again; null exactly when the run is finished. */
  readonly dueAt: Instant | null
  readonly finish: RunFinish | null
  /** True when a whole round and the last resort reached nobody. */
  readonly isDeadLetter: boolean
}

type Draft = {
  pages: StepPages[]
  nested: NestedStart[]
  turnsTaken: number[]
  records: RunRecord[]
  progress: RunProgress
  isDeadLetter: boolean
}

export function decideEscalation(
  policy: EscalationPolicy,
  progress: RunProgress,
  world: EscalationWorld,
  now: Instant,
): EscalationMove {
  assert(policy.steps.length > 0, 'a policy has at least one step')
  const draft: Draft = {
    pages: [],
    nested: [],
    turnsTaken: [],
    records: [],
    progress,
    isDeadLetter: false,
  }
  const isDone = progress.acknowledged && !policy.steps.some((step) => step.when === 'unresolved')
  if (isDone) return finished(draft, 'acknowledged')

  // Each pass takes, skips or passes over a step, or ends a round; so the passes are bounded.
  const passesMax = (policy.repeat.times + 1) * (policy.steps.length + 2) + 2
  for (let pass = 0; pass < passesMax; pass += 1) {
    const move =
      draft.progress.heldSince === null
        ? takeNext(draft, policy, world, now)
        : lookAgain(draft, policy, world, now)
    if (move !== null) return move
  }
  assert(false, 'an escalation comes to rest within its rounds')
}

/** Null: something was taken or passed over, look again. */
function takeNext(
  draft: Draft,
  policy: EscalationPolicy,
  world: EscalationWorld,
  now: Instant,
): EscalationMove | null {
  const { progress } = draft
  const step = policy.steps[progress.nextStep]
  if (step === undefined) return endRound(draft, policy, world, now)

  const dueAt = stepDueAt(policy, progress, progress.nextStep)
  if (progress.acknowledged && step.when === 'unacknowledged') {
    // Skipped by the acknowledgement; its time still passes, so that later steps keep theirs.
    draft.progress = { ...progress, nextStep: progress.nextStep + 1, lastStepAt: dueAt }
    return null
  }
  if (now < dueAt) return waiting(draft, dueAt)
  takeStep(draft, world, progress.nextStep, now)
  return null
}

function takeStep(draft: Draft, world: EscalationWorld, step: number, now: Instant): void {
  const { progress } = draft
  const { round } = progress
  const next = { ...progress, nextStep: step + 1, lastStepAt: now }
  if (!world.appliesTo(step)) {
    draft.progress = next
    return
  }
  const people = world.peopleOf(step)
  if (people.userIds.length === 0 && people.policyIds.length === 0) {
    draft.records.push({ kind: 'step-skipped', round, step })
    draft.progress = next
    return
  }
  if (people.userIds.length > 0) draft.pages.push({ round, step, userIds: people.userIds })
  for (const policyId of people.policyIds) draft.nested.push({ round, step, policyId })
  if (people.takesTurn) draft.turnsTaken.push(step)
  draft.progress = { ...next, pagedInRound: true }
}

function endRound(
  draft: Draft,
  policy: EscalationPolicy,
  world: EscalationWorld,
  now: Instant,
): EscalationMove | null {
  const { progress } = draft
  if (!progress.pagedInRound && !progress.acknowledged) {
    if (policy.whenNobody === 'hold') return hold(draft, world, now)
    if (policy.whenNobody === 'lastResort') pageLastResort(draft, world)
  }
  const endsAt = (progress.lastStepAt ?? progress.roundStartedAt) + policy.repeat.afterMs
  if (progress.round < policy.repeat.times) {
    draft.records.push({ kind: 'round-ended', round: progress.round })
    draft.progress = {
      ...progress,
      round: progress.round + 1,
      nextStep: 0,
      roundStartedAt: endsAt,
      lastStepAt: null,
      pagedInRound: false,
    }
    return null
  }
  // Whether the round's people were paged stands in the progress: the last resort is asked once.
  draft.progress = { ...progress, pagedInRound: true }
  if (now < endsAt) return waiting(draft, endsAt)
  if (progress.acknowledged) return finished(draft, 'acknowledged')
  draft.records.push({ kind: 'exhausted', round: progress.round })
  return finished(draft, 'exhausted')
}

function pageLastResort(draft: Draft, world: EscalationWorld): void {
  const { round } = draft.progress
  const userIds = world.lastResort()
  if (userIds.length === 0) {
    draft.records.push({ kind: 'nobody-reachable', round })
    draft.isDeadLetter = true
    return
  }
  draft.records.push({ kind: 'last-resort', round, userIds })
  draft.pages.push({ round, step: LAST_RESORT_STEP, userIds })
}

function hold(draft: Draft, world: EscalationWorld, now: Instant): EscalationMove {
  if (draft.progress.heldSince === null) {
    draft.records.push({ kind: 'held', round: draft.progress.round })
    draft.progress = { ...draft.progress, heldSince: now }
  }
  const recheckAt = now + HOLD_RECHECK_MS
  const coverAt = world.nextCoverAt()
  return waiting(
    draft,
    coverAt !== null && coverAt > now ? Math.min(coverAt, recheckAt) : recheckAt,
  )
}

/** Held until somebody is on call: the first step that reaches anybody is then taken at once. */
function lookAgain(
  draft: Draft,
  policy: EscalationPolicy,
  world: EscalationWorld,
  now: Instant,
): EscalationMove | null {
  const covered = policy.steps.findIndex(({ when }, step) => {
    // Acknowledged while it was held: only what is marked `unresolved` is left.
    if (draft.progress.acknowledged && when === 'unacknowledged') return false
    if (!world.appliesTo(step)) return false
    const people = world.peopleOf(step)
    return people.userIds.length > 0 || people.policyIds.length > 0
  })
  if (covered === -1) return hold(draft, world, now)
  draft.progress = {
    ...draft.progress,
    heldSince: null,
    roundStartedAt: now,
    lastStepAt: null,
    nextStep: covered,
  }
  takeStep(draft, world, covered, now)
  return null
}

/** When a step of the present round is due. */
export function stepDueAt(
  policy: EscalationPolicy,
  progress: RunProgress,
  stepIndex: number,
): Instant {
  const step = policy.steps[stepIndex]
  assert(step !== undefined, 'the step exists')
  const from =
    policy.delaysFrom === 'alertStart'
      ? progress.roundStartedAt
      : (progress.lastStepAt ?? progress.roundStartedAt)
  return from + step.afterMs
}

/** The same progress, shifted so that what would come next is due now ("escalate now"). */
export function bringForward(
  policy: EscalationPolicy,
  progress: RunProgress,
  now: Instant,
): RunProgress {
  const isRoundOver = progress.nextStep >= policy.steps.length
  const dueAt = isRoundOver
    ? (progress.lastStepAt ?? progress.roundStartedAt) + policy.repeat.afterMs
    : stepDueAt(policy, progress, progress.nextStep)
  const early = Math.max(0, dueAt - now)
  return {
    ...progress,
    roundStartedAt: progress.roundStartedAt - early,
    lastStepAt: progress.lastStepAt === null ? null : progress.lastStepAt - early,
  }
}

/** Where every run begins. */
export function startOfRun(now: Instant): RunProgress {
  return {
    startedAt: now,
    round: 0,
    nextStep: 0,
    roundStartedAt: now,
    lastStepAt: null,
    pagedInRound: false,
    acknowledged: false,
    heldSince: null,
  }
}

function waiting(draft: Draft, dueAt: Instant): EscalationMove {
  return { ...draft, dueAt, finish: null }
}

function finished(draft: Draft, finish: RunFinish): EscalationMove {
  return { ...draft, dueAt: null, finish }
}
