// What a changed line means for those on it: the spans each person gained and lost, and the gaps
// that were none before. For telling people, so it says nothing where nothing changed.

import type { Span } from '../platform/time.ts'
import { type CoverageDifference, type CoverageShift, coverageDiff } from './coverage-diff.ts'

export type PersonalChange = {
  readonly userId: string
  readonly gained: readonly Span[]
  readonly lost: readonly Span[]
}

export type LineNews = {
  readonly people: readonly PersonalChange[]
  /** Spans in which somebody was on call, a person or a policy, and now nobody is. */
  readonly gaps: readonly Span[]
}

export function whatChanged(
  before: readonly CoverageShift[],
  after: readonly CoverageShift[],
  span: Span,
): LineNews {
  const differences = coverageDiff(before, after, span)
  const userIds = new Set(differences.flatMap((one) => [...one.before, ...one.after]))
  const people = [...userIds].sort().map((userId) => ({
    userId,
    gained: spansWhere(
      differences,
      (one) => !one.before.includes(userId) && one.after.includes(userId),
    ),
    lost: spansWhere(
      differences,
      (one) => one.before.includes(userId) && !one.after.includes(userId),
    ),
  }))
  return {
    people: people.filter(({ gained, lost }) => gained.length + lost.length > 0),
    gaps: spansWhere(differences, isNewGap),
  }
}

function isNewGap({ before, after, policies }: CoverageDifference): boolean {
  const was = before.length + (policies?.before.length ?? 0)
  const is = after.length + (policies?.after.length ?? 0)
  return was > 0 && is === 0
}

/** Neighbours become one span. */
function spansWhere(
  differences: readonly CoverageDifference[],
  holds: (one: CoverageDifference) => boolean,
): Span[] {
  const spans: Span[] = []
  for (const one of differences) {
    if (!holds(one)) continue
    const last = spans.at(-1)
    if (last && last.endsAt === one.startsAt) {
      spans[spans.length - 1] = { startsAt: last.startsAt, endsAt: one.endsAt }
    } else spans.push({ startsAt: one.startsAt, endsAt: one.endsAt })
  }
  return spans
}
