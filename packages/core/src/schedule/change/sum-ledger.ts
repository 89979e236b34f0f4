// The ledger of one person: hours and nights on call for others, and others' for them.
//
// It is read from the overrides that stand, so it can never disagree with who was on call. An
// override counts where it really put one person in the place of another, so that every hour given
// is an hour taken by somebody else, and the sum over all people is nothing.

import type { Span } from '../../platform/time.ts'
import { compileSchedule, type SchedulePlan } from '../compile-schedule.ts'
import { overrideEffects } from '../override-effects.ts'
import type { Override } from '../schedule.ts'
import { lengthOf } from './duty-of.ts'
import { nightsIn, type Rhythm } from './nights.ts'
import { hoursOf } from './rank-candidates.ts'

export const LEDGER_CAUSES = ['cover', 'swap', 'take-over', 'arranged'] as const
export type LedgerCause = (typeof LEDGER_CAUSES)[number]

/** Where a replacement acted on what stood before it, whatever came later, within a span. */
export function replacedSpans(plan: SchedulePlan, override: Override, within: Span): Span[] {
  const { schedule, teamMembers } = plan
  const earlier = schedule.overrides.filter(({ position }) => position < override.position)
  const then = compileSchedule({ ...schedule, overrides: [...earlier, override] }, teamMembers)
  return overrideEffects(then.ofRole(override.role), override)
    .map(({ startsAt, endsAt }) => ({
      startsAt: Math.max(startsAt, within.startsAt),
      endsAt: Math.min(endsAt, within.endsAt),
    }))
    .filter(({ startsAt, endsAt }) => endsAt > startsAt)
}

export type LedgerSum = { readonly count: number; readonly hours: number; readonly nights: number }
export type LedgerLine = {
  readonly cause: LedgerCause
  readonly direction: 'given' | 'taken'
  readonly hours: number
  readonly nights: number
}

/** Hours of the spans, and nights as the one who is on call sleeps them. */
export function measureSpans(rhythm: Rhythm, spans: readonly Span[]) {
  return { hours: hoursOf(lengthOf(spans)), nights: nightsIn(rhythm, spans) }
}

export function sumLedger(lines: readonly LedgerLine[]) {
  const given = sumOf(lines.filter(({ direction }) => direction === 'given'))
  const taken = sumOf(lines.filter(({ direction }) => direction === 'taken'))
  const of = (cause: LedgerCause) => {
    const some = lines.filter((line) => line.cause === cause)
    return {
      given: sumOf(some.filter(({ direction }) => direction === 'given')),
      taken: sumOf(some.filter(({ direction }) => direction === 'taken')),
    }
  }
  return {
    given,
    taken,
    balanceHours: rounded(given.hours - taken.hours),
    byCause: {
      cover: of('cover'),
      swap: of('swap'),
      'take-over': of('take-over'),
      arranged: of('arranged'),
    },
  }
}

function sumOf(lines: readonly LedgerLine[]): LedgerSum {
  return {
    count: lines.length,
    hours: rounded(lines.reduce((sum, { hours }) => sum + hours, 0)),
    nights: lines.reduce((sum, { nights }) => sum + nights, 0),
  }
}

function rounded(hours: number): number {
  return Math.round(hours * 100) / 100
}
