// Whether everybody's maximum allows for all turns, whatever rest asks: a maximum flow of turns to
// people, found by augmenting paths.
//
// It decides in both directions. When it fails, the turns and the people it reached are the proof:
// these turns can only be held by these people, and they may not hold so many (Hall's condition).

import type { PlanProblem } from './plan-problem.ts'
import { NOBODY } from './plan-state.ts'

export type CapacityMatch =
  | { readonly kind: 'matched'; readonly holders: Int16Array }
  | { readonly kind: 'violated'; readonly slots: readonly number[] }

export function matchCapacity(problem: PlanProblem): CapacityMatch {
  const holders = new Int16Array(problem.slotCount).fill(NOBODY)
  const turns = new Int32Array(problem.personCount)
  for (let slot = 0; slot < problem.slotCount; slot++) {
    if (!problem.isRequired[slot]) continue
    const reached = new Set<number>()
    if (augment(problem, holders, turns, slot, 0, reached)) continue
    const slots = [slot]
    holders.forEach((person, other) => {
      if (person !== NOBODY && reached.has(person)) slots.push(other)
    })
    return { kind: 'violated', slots: slots.sort((a, b) => a - b) }
  }
  return { kind: 'matched', holders }
}

/**
 * The match with one slot given to one person and all slots before it as they are; null when the
 * slots after it could then not all be held.
 */
export function rematch(
  problem: PlanProblem,
  holders: Int16Array,
  slot: number,
  person: number,
): Int16Array | null {
  if (holders[slot] === person) return holders
  const changed = holders.slice()
  changed[slot] = person
  const turns = new Int32Array(problem.personCount)
  for (const one of changed) if (one !== NOBODY) turns[one] = (turns[one] ?? 0) + 1
  if ((turns[person] ?? 0) <= (problem.shiftsMax[person] ?? 0)) return changed
  turns[person] = (turns[person] ?? 0) - 1
  const reached = new Set([person])
  for (let other = slot + 1; other < problem.slotCount; other++) {
    if (changed[other] !== person) continue
    if (augment(problem, changed, turns, other, slot + 1, reached)) return changed
  }
  return null
}

/** Finds a holder for a slot, moving others from `first` on out of the way if need be. */
function augment(
  problem: PlanProblem,
  holders: Int16Array,
  turns: Int32Array,
  slot: number,
  first: number,
  reached: Set<number>,
): boolean {
  const { slotCount, personCount, isPossible, shiftsMax } = problem
  for (let person = 0; person < personCount; person++) {
    if (!isPossible[person * slotCount + slot] || reached.has(person)) continue
    reached.add(person)
    if ((turns[person] ?? 0) < (shiftsMax[person] ?? 0)) {
      turns[person] = (turns[person] ?? 0) + 1
      holders[slot] = person
      return true
    }
    for (let other = first; other < slotCount; other++) {
      if (holders[other] !== person) continue
      if (!augment(problem, holders, turns, other, first, reached)) continue
      holders[slot] = person
      return true
    }
  }
  return false
}
