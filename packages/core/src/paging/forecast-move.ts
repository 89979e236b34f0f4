// What happens next if nobody does anything.
//
// The forecast runs the engine's own decision, `decideEscalation`, at the instants at which the
// engine would ask it, over the world as it will be then; so what screens and messages announce is
// what the engine will do, unless somebody changes something first. Both the look-ahead and the
// number of moves are bounded.

import type { Urgency } from '../alert/event.ts'
import type { Instant } from '../platform/time.ts'
import { decideEscalation, type StepPages, startOfRun } from './decide-escalation.ts'
import type { EscalationWorld } from './escalation-world.ts'
import {
  type EscalationPolicy,
  LAST_RESORT_STEP,
  POLICY_LIMITS,
  type RunProgress,
} from './policy.ts'

/** Decisions looked ahead for one group; the engine itself has no such bound. */
export const FORECAST_PASSES_MAX = 200

export type ForecastRun = {
  /** Null for a run that does not exist yet. */
  readonly runId: string | null
  readonly policy: EscalationPolicy
  readonly progress: RunProgress
  readonly urgency: Urgency
  readonly dueAt: Instant
  readonly depth: number
}

export type ForecastWhat = 'step' | 'round' | 'last-resort' | 'held' | 'exhausted' | 'lapse'

export type ForecastMove = {
  /** Null: when somebody comes on call, and nobody knows when that is. */
  readonly at: Instant | null
  readonly what: ForecastWhat
  readonly userIds: readonly string[]
  readonly runId: string | null
  readonly policyId: string
  readonly round: number
  readonly step: number
}

export type ForecastWorld = {
  worldAt(run: ForecastRun, at: Instant): EscalationWorld
  /** The policy that a nested run would start with: its newest version. */
  policyOf(policyId: string): EscalationPolicy | undefined
}

/** The moves of a group's runs in the order of time, at most `movesMax`. */
export function forecastMoves(
  world: ForecastWorld,
  runs: readonly ForecastRun[],
  now: Instant,
  movesMax: number,
): readonly ForecastMove[] {
  return lookAhead(world, runs, now, (moves) => moves.length >= movesMax).slice(0, movesMax)
}

/** The next move of a group: everybody whom any of its runs pages at that instant. */
export function forecastMove(
  world: ForecastWorld,
  runs: readonly ForecastRun[],
  now: Instant,
): ForecastMove | null {
  const moves = lookAhead(world, runs, now, (seen, nextAt) => {
    const reaching = seen.find(reachesPeople)
    return reaching !== undefined && reaching.at !== null && nextAt > reaching.at
  })
  // A run that ends without anybody hearing of it matters only when nothing else follows.
  const first = moves.find(reachesPeople)
  if (!first) return moves.at(-1) ?? null
  const together = moves.filter((move) => move.at === first.at && reachesPeople(move))
  return { ...first, userIds: [...new Set(together.flatMap((move) => move.userIds))] }
}

function reachesPeople(move: ForecastMove): boolean {
  return move.userIds.length > 0
}

function lookAhead(
  world: ForecastWorld,
  runs: readonly ForecastRun[],
  now: Instant,
  isEnough: (moves: readonly ForecastMove[], nextAt: Instant) => boolean,
): readonly ForecastMove[] {
  const waiting = [...runs]
  const moves: ForecastMove[] = []
  for (let pass = 0; pass < FORECAST_PASSES_MAX; pass += 1) {
    const next = takeEarliest(waiting)
    if (!next) break
    const at = Math.max(next.dueAt, now)
    if (isEnough(moves, at)) break
    lookAt(world, next, at, waiting, moves)
  }
  return moves
}

function takeEarliest(waiting: ForecastRun[]): ForecastRun | undefined {
  let best = 0
  for (const [index, run] of waiting.entries()) {
    if (run.dueAt < (waiting[best]?.dueAt ?? Number.POSITIVE_INFINITY)) best = index
  }
  return waiting.splice(best, 1)[0]
}

function lookAt(
  world: ForecastWorld,
  run: ForecastRun,
  at: Instant,
  waiting: ForecastRun[],
  moves: ForecastMove[],
): void {
  const seen = world.worldAt(run, at)
  const decided = decideEscalation(run.policy, run.progress, seen, at)
  const base = { at, runId: run.runId, policyId: run.policy.id }

  for (const page of decided.pages) {
    const what = whatOf(page, run.progress)
    moves.push({ ...base, what, userIds: page.userIds, round: page.round, step: page.step })
  }
  for (const nested of decided.nested) {
    const started = startNested(world, run, nested.policyId, at)
    if (started) waiting.push(started)
  }
  const stands = { userIds: [], round: decided.progress.round, step: decided.progress.nextStep }
  if (decided.dueAt === null) {
    if (decided.finish === 'exhausted') moves.push({ ...base, ...stands, what: 'exhausted' })
    return
  }
  const isHeld = decided.progress.heldSince !== null
  const coverAt = isHeld ? seen.nextCoverAt() : null
  if (isHeld && coverAt === null) {
    moves.push({ ...base, ...stands, at: null, what: 'held' })
    return
  }
  // The engine looks again every minute while it holds; nothing can change before cover begins.
  const dueAt = coverAt ?? decided.dueAt
  waiting.push({ ...run, progress: decided.progress, dueAt })
}

function whatOf(page: StepPages, before: RunProgress): ForecastWhat {
  if (page.step === LAST_RESORT_STEP) return 'last-resort'
  if (before.heldSince !== null) return 'held'
  const opensRound = page.round > before.round || !before.pagedInRound
  return page.round > 0 && opensRound ? 'round' : 'step'
}

function startNested(
  world: ForecastWorld,
  parent: ForecastRun,
  policyId: string,
  at: Instant,
): ForecastRun | null {
  const policy = world.policyOf(policyId)
  if (!policy || parent.depth >= POLICY_LIMITS.nestingDepth) return null
  const { urgency } = parent
  const progress = startOfRun(at)
  return { runId: null, policy, progress, urgency, dueAt: at, depth: parent.depth + 1 }
}
