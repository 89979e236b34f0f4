// From "there is no plan" to the few demands that contradict each other.
//
// Deletion: each demand is left out in turn; when the others still cannot be met, it is no part of
// the contradiction. Whatever is left contradicts itself and does so in every part. Rules go first,
// so that a conflict is told by absences alone where it can be.

import type { Demand } from './list-demands.ts'
import type { PlanFacts } from './plan-facts.ts'
import { makeProblem } from './plan-problem.ts'
import { FURTHER_CONFLICTS_MAX, WINDOW_LENGTHS } from './planning-limits.ts'
import { type Effort, searchPlan } from './search-plan.ts'

/** Turns that cannot all be held, within some window; null when none was found. */
export function findTightWindow(
  facts: PlanFacts,
  demands: readonly Demand[],
  steps: number,
): readonly number[] | null {
  const effort: Effort = { steps }
  for (const length of WINDOW_LENGTHS) {
    for (let from = 0; from < facts.slots.length; from += length / 2) {
      const within = demands.filter(
        ({ demand }) =>
          demand.kind !== 'slot' || (demand.slot >= from && demand.slot < from + length),
      )
      const result = searchPlan(makeProblem(facts, within), effort)
      if (result.kind === 'none') return result.slots
      if (effort.steps <= 0) return null
    }
  }
  return null
}

export type Conflict = { readonly demands: readonly Demand[]; readonly isMinimal: boolean }

/**
 * The contradiction among `tight`, turns that cannot all be held, and others over other turns.
 * All draw from the same effort; others are looked for as long as half of it is left.
 */
export function findConflicts(
  facts: PlanFacts,
  demands: readonly Demand[],
  tight: readonly number[],
  steps: number,
): { readonly first: Conflict; readonly further: readonly Conflict[] } {
  const effort: Effort = { steps }
  const first = reduceConflict(facts, demands, tight, effort)
  const further: Conflict[] = []
  const told = new Set(first.demands)
  // Without people every turn is a contradiction of its own, and one is enough.
  const isWorthMore = () => facts.people.length > 0 && effort.steps > steps / 2
  while (further.length < FURTHER_CONFLICTS_MAX && isWorthMore()) {
    const rest = demands.filter((one) => one.demand.kind !== 'slot' || !told.has(one))
    const result = searchPlan(makeProblem(facts, rest), effort)
    if (result.kind !== 'none') break
    const conflict = reduceConflict(facts, rest, result.slots, effort)
    further.push(conflict)
    for (const one of conflict.demands) told.add(one)
  }
  return { first, further }
}

/** `slots`: turns that cannot all be held under these demands. */
function reduceConflict(
  facts: PlanFacts,
  demands: readonly Demand[],
  slots: readonly number[],
  effort: Effort,
): Conflict {
  const among = new Set(slots)
  let kept = demands.filter(({ demand }) => demand.kind !== 'slot' || among.has(demand.slot))
  let isMinimal = true

  function tryWithout(some: ReadonlySet<Demand>): boolean {
    const rest = kept.filter((one) => !some.has(one))
    const result = searchPlan(makeProblem(facts, rest), effort)
    if (result.kind === 'unknown' && some.size === 1) isMinimal = false
    if (result.kind !== 'none') return false
    const needed = new Set(result.slots)
    kept = rest.filter(({ demand }) => demand.kind !== 'slot' || needed.has(demand.slot))
    return true
  }

  for (const group of GROUPS) {
    // Halves first: most of a long period has nothing to do with one conflict.
    const all = kept.filter(({ demand }) => group.includes(demand.kind))
    for (let size = group.length === 1 ? all.length : 1; size >= 1; size = Math.floor(size / 2)) {
      for (let from = 0; from < all.length; from += size) {
        const some = new Set(all.slice(from, from + size).filter((one) => kept.includes(one)))
        if (some.size > 0) tryWithout(some)
      }
    }
  }
  return { demands: kept, isMinimal }
}

const GROUPS: readonly (readonly Demand['demand']['kind'][])[] = [
  ['rest', 'weeks-in-a-row'],
  ['shifts-max'],
  ['area'],
  ['slot'],
  ['held'],
  ['booked'],
  ['absence'],
]
