// The turns that a recurrence rule makes next, for whoever is writing one: what is wrong with it, or
// when it would hand over.

import { parseDuration } from '../platform/duration.ts'
import { DAY_MS, type Instant, type Span } from '../platform/time.ts'
import { type RruleFault, rruleFault } from './rrule-fault.ts'
import { rruleTurns } from './rrule-turns.ts'
import { RRULE_DURATION_DAYS_MAX } from './schedule-limits.ts'
import { parseWallTime } from './wall-time.ts'
import { zoneTable } from './zone-table.ts'

/** A rule without a turn for this long has none that anybody plans for. */
const LOOK_AHEAD_DAYS_MAX = 3_660
const STEP_DAYS = 61

export type RuleDraft = {
  readonly rrule: string
  /** As it is typed: `8h`. */
  readonly duration: string
  readonly firstHandoff: string
  readonly timeZone: string
}

export type NextRuleTurns =
  | { readonly kind: 'turns'; readonly turns: readonly Span[] }
  | ({ readonly kind: 'fault'; readonly field: 'rrule' | 'duration' } & RruleFault)

/** At most `count` turns that end after the instant. */
export function nextRuleTurns(draft: RuleDraft, from: Instant, count: number): NextRuleTurns {
  const { rrule, timeZone } = draft
  const anchor = parseWallTime(draft.firstHandoff)
  const fault = rruleFault(rrule, anchor, timeZone)
  if (fault) return { kind: 'fault', field: 'rrule', ...fault }
  const durationMs = parseDuration(draft.duration)
  if (durationMs === null || durationMs <= 0 || durationMs > RRULE_DURATION_DAYS_MAX * DAY_MS) {
    const rule = `A duration, at most ${RRULE_DURATION_DAYS_MAX} days.`
    return { kind: 'fault', field: 'duration', rule, example: '8h' }
  }
  if (anchor === null) return { kind: 'turns', turns: [] }
  // Each turn by itself: how many of them one member has in a row is another question.
  const turn = { kind: 'rrule', rrule, durationMs, count: 'elapsed', shiftsPerMember: 1 } as const
  const zone = zoneTable(timeZone)
  const line = rruleTurns(turn, anchor, zone, null)
  const startsAt = Math.max(from, zone.instantOf(anchor, 'first'))
  for (let days = STEP_DAYS; ; days *= 4) {
    const runs = line.runsIn(startsAt, startsAt + days * DAY_MS)
    if (runs.length < count && days < LOOK_AHEAD_DAYS_MAX) continue
    const turns = runs
      .slice(0, count)
      .map((run) => ({ startsAt: run.startsAt, endsAt: run.endsAt }))
    return { kind: 'turns', turns }
  }
}
