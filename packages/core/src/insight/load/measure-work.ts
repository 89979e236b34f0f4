// Adds up pages, interruptions and time engaged by hour class, and what they weigh together.
//
// Invariant: the classes add up to the totals, and time engaged is never longer than the spans.

import { HOUR_MS, type Span } from '../../platform/time.ts'
import type { HourPiece } from '../../schedule/quality/hour-classes.ts'
import { sharedSpans } from '../../schedule/quality/join-spans.ts'
import {
  HOUR_CLASSES,
  HOUR_WEIGHTS,
  type HourClass,
} from '../../schedule/quality/quality-limits.ts'
import type { ClassifiedPage } from './classify-pages.ts'
import { INTERRUPTION_WEIGHTS } from './load-limits.ts'

export type WorkCount = {
  readonly pages: number
  readonly interruptions: number
  readonly engagedMs: number
}

export type Work = WorkCount & {
  /** Adds up to the totals beside it. */
  readonly byHour: { readonly [hour in HourClass]: WorkCount }
  /** What it costs besides being reachable. */
  readonly weightedHours: number
}

/** `engaged` and `pieces` are sorted and disjoint. */
export function measureWork(
  pages: readonly ClassifiedPage[],
  engaged: readonly Span[],
  pieces: readonly HourPiece[],
): Work {
  const none = () => ({ pages: 0, interruptions: 0, engagedMs: 0 })
  const byHour = {
    working: none(),
    evening: none(),
    weekend: none(),
    holiday: none(),
    sleep: none(),
  }
  for (const { hour, isInterruption } of pages) {
    byHour[hour].pages += 1
    if (isInterruption) byHour[hour].interruptions += 1
  }
  for (const { startsAt, endsAt, other } of sharedSpans(engaged, pieces)) {
    byHour[other.hour].engagedMs += endsAt - startsAt
  }
  const total = none()
  let weightedHours = 0
  for (const hour of HOUR_CLASSES) {
    const own = byHour[hour]
    total.pages += own.pages
    total.interruptions += own.interruptions
    total.engagedMs += own.engagedMs
    weightedHours += own.interruptions * INTERRUPTION_WEIGHTS[hour]
    weightedHours += (own.engagedMs / HOUR_MS) * HOUR_WEIGHTS[hour]
  }
  return { ...total, byHour, weightedHours }
}
