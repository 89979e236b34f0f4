// Whether one more turn leaves a person within the weeks in a row that are agreed, measured as the
// quality report measures them: by most of what is covered of a week.
//
// Judged are the rows of weeks that the turn touches, so a row that stands without any turn of the
// period is nobody's fault here. Asked a million times for one plan, hence the plain loops.

import type { PlanFacts, WeekPart } from './plan-facts.ts'

type WeekRule = { readonly facts: PlanFacts; readonly weeksMax: number }

const NO_PARTS: readonly WeekPart[] = []

/** `heldMs`: by person, then week, without the turn. */
export function fitsWeeks(
  { facts, weeksMax }: WeekRule,
  heldMs: Float64Array,
  person: number,
  slot: number,
): boolean {
  const count = facts.weeks.length
  if (weeksMax >= count) return true
  const parts = facts.partsOf[slot] ?? NO_PARTS
  const at = person * count
  for (const { week } of parts) {
    if (!carries(facts, heldMs, at, week, parts)) continue
    let from = week
    while (from > 0 && week - from < weeksMax && carries(facts, heldMs, at, from - 1, parts)) {
      from -= 1
    }
    let until = week + 1
    while (until < count && until - from <= weeksMax && carries(facts, heldMs, at, until, parts)) {
      until += 1
    }
    if (until - from > weeksMax) return false
  }
  return true
}

/** How many weeks right before this one the person carries in a row, `weeksMax` at most. */
export function rowBefore(
  { facts, weeksMax }: WeekRule,
  heldMs: Float64Array,
  person: number,
  week: number,
): number {
  const at = person * facts.weeks.length
  let count = 0
  while (count < weeksMax && count < week) {
    if (!carries(facts, heldMs, at, week - count - 1, NO_PARTS)) break
    count += 1
  }
  return count
}

function carries(
  { carriedFromMs }: PlanFacts,
  heldMs: Float64Array,
  at: number,
  week: number,
  plus: readonly WeekPart[],
): boolean {
  let ms = heldMs[at + week] ?? 0
  for (const part of plus) if (part.week === week) ms += part.ms
  return ms > 0 && ms > (carriedFromMs[week] ?? 0)
}
