// Whether one more turn leaves a person within the weeks in a row that are agreed, measured as the
// quality report measures them: by most of what is covered of a week.
//
// Judged are the rows of weeks that the turn touches, so a row that stands without any turn of the
// period is nobody's fault here.

import type { PlanFacts } from './plan-facts.ts'

type WeekRule = { readonly facts: PlanFacts; readonly weeksMax: number }

/** `heldMs`: by person, then week, without the turn. */
export function fitsWeeks(
  { facts, weeksMax }: WeekRule,
  heldMs: Float64Array,
  person: number,
  slot: number,
): boolean {
  if (weeksMax >= facts.weeks.length) return true
  const parts = facts.partsOf[slot] ?? []
  const at = person * facts.weeks.length
  const plus = (week: number) => parts.find((part) => part.week === week)?.ms ?? 0
  const isCarried = (week: number) => {
    const ms = (heldMs[at + week] ?? 0) + plus(week)
    return ms > 0 && ms > (facts.carriedFromMs[week] ?? 0)
  }
  return parts.every(({ week }) => {
    if (!isCarried(week)) return true
    let from = week
    while (from > 0 && week - from < weeksMax && isCarried(from - 1)) from -= 1
    let until = week + 1
    while (until < facts.weeks.length && until - from <= weeksMax && isCarried(until)) until += 1
    return until - from <= weeksMax
  })
}

/** How many weeks up to and without this one the person carries in a row, `weeksMax` at most. */
export function rowBefore(
  { facts, weeksMax }: WeekRule,
  heldMs: Float64Array,
  person: number,
  week: number,
): number {
  const at = person * facts.weeks.length
  let count = 0
  while (count < weeksMax && week - count > 0) {
    const ms = heldMs[at + week - count - 1] ?? 0
    if (ms === 0 || ms <= (facts.carriedFromMs[week - count - 1] ?? 0)) break
    count += 1
  }
  return count
}
