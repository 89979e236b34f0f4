// For each turn of a plan: who else could have held it, and why this person does.
//
// Said is only what can be checked against the plan: who is kept from it by what, who would carry
// more with it than the holder does, who has another turn nearer to it.

import { assert } from '../../platform/assert.ts'
import type { Demand } from './list-demands.ts'
import type { TurnCosts } from './plan-fairness.ts'
import type { PlanProblem } from './plan-problem.ts'
import { PlanState } from './plan-state.ts'
import { listWords } from './span-words.ts'
import { groupReasons, whyNever, whyNotNow } from './why-not.ts'

export function explainTurns(
  problem: PlanProblem,
  demands: readonly Demand[],
  holders: Int16Array,
  costs: TurnCosts,
): string[] {
  const { slotCount, facts } = problem
  const { people, input } = facts
  const state = new PlanState(problem)
  holders.forEach((person, slot) => {
    state.take(person, slot)
  })
  const hoursOf = (person: number, slot: number) => costs.raw[0]?.[person * slotCount + slot] ?? 0
  const load = people.map(({ id }) => input.carriedOf.get(id)?.weightedHours ?? 0)
  holders.forEach((person, slot) => {
    load[person] = (load[person] ?? 0) + hoursOf(person, slot)
  })

  return Array.from(holders, (holder, slot) => {
    const name = people[holder]?.displayName
    assert(name !== undefined, 'every turn of a complete plan has a holder')
    state.leave(slot)
    const kept: { name: string; why: string }[] = []
    const free: { name: string; why: string }[] = []
    people.forEach(({ displayName }, other) => {
      if (other === holder) return
      const why = whyNever(problem, demands, other, slot) ?? whyNotNow(state, other, slot)
      if (why !== null) kept.push({ name: displayName, why })
      else free.push({ name: displayName, why: whyRather(other) })
    })
    state.take(holder, slot)
    if (free.length === 0) return alone(kept)
    return `${name}, because ${groupReasons(free).map(groupWords).join('; ')}.`

    function whyRather(other: number): string {
      const withIt = (load[other] ?? 0) + hoursOf(other, slot)
      const theirs = load[holder] ?? 0
      if (Math.round(withIt) > Math.round(theirs)) {
        return `would carry more with it than the ${Math.round(theirs)} weighted hours of ${name}`
      }
      const isNearer = nearest(holders, other, slot) < nearest(holders, holder, slot)
      if (isNearer) return 'would have another turn nearer to it'
      return 'would make the plan as a whole less even'
    }
  })
}

function alone(kept: readonly { readonly name: string; readonly why: string }[]): string {
  if (kept.length === 0) return 'There is nobody else.'
  return `Nobody else could hold it: ${groupReasons(kept).map(groupWords).join('; ')}.`
}

function groupWords({ names, why }: { readonly names: string[]; readonly why: string }): string {
  const isOne = names.length === 1
  const words = isOne
    ? why
    : why
        .replace(/^is /, 'are ')
        .replace(/^does /, 'do ')
        .replace(/^has /, 'have ')
  return `${listWords(names)} ${words}`
}

/** How many turns away the person's nearest other turn is. */
function nearest(holders: Int16Array, person: number, slot: number): number {
  for (let step = 1; step < holders.length; step++) {
    if (holders[slot - step] === person || holders[slot + step] === person) return step
  }
  return Number.POSITIVE_INFINITY
}
