// The best attempt at a plan that cannot be whole: as few open turns as the named effort finds.
//
// Turns that a proof names are opened one by one until the others can be held; what is open then is
// filled wherever somebody is free after all.

import type { Demand } from './list-demands.ts'
import type { PlanFacts } from './plan-facts.ts'
import type { TurnCosts } from './plan-fairness.ts'
import { makeProblem, type PlanProblem } from './plan-problem.ts'
import { NOBODY, PlanState } from './plan-state.ts'
import { OPENED_SLOTS_MAX } from './planning-limits.ts'
import { searchPlan } from './search-plan.ts'

export function fillPlan(
  facts: PlanFacts,
  demands: readonly Demand[],
  costs: TurnCosts,
  steps: number,
): Int16Array {
  const effort = { steps }
  const problem = makeProblem(facts, demands)
  const opened = new Set<number>()
  for (let count = 0; count <= OPENED_SLOTS_MAX; count++) {
    const rest = demands.filter(({ demand }) => demand.kind !== 'slot' || !opened.has(demand.slot))
    const result = searchPlan(makeProblem(facts, rest), effort, costs.raw[0])
    if (result.kind === 'found') return fillOpen(problem, result.holders, costs)
    if (result.kind === 'unknown') break
    const last = result.slots[result.slots.length - 1]
    if (last === undefined) break
    opened.add(last)
  }
  return fillOpen(problem, new Int16Array(problem.slotCount).fill(NOBODY), costs)
}

/** Gives open turns to the least burdened of those who can take them, the hardest turns first. */
function fillOpen(problem: PlanProblem, holders: Int16Array, costs: TurnCosts): Int16Array {
  const { slotCount, personCount } = problem
  const state = new PlanState(problem)
  const load = new Float64Array(personCount)
  const cost = (person: number, slot: number) => costs.raw[0]?.[person * slotCount + slot] ?? 1
  const take = (person: number, slot: number) => {
    state.take(person, slot)
    load[person] = (load[person] ?? 0) + cost(person, slot)
  }
  holders.forEach((person, slot) => {
    if (person !== NOBODY) take(person, slot)
  })
  const people = Array.from({ length: personCount }, (_, person) => person)
  const open = [...state.holders.keys()].filter((slot) => state.holders[slot] === NOBODY)
  const able = (slot: number) => people.filter((person) => state.canTake(person, slot))
  const width = new Map(open.map((slot) => [slot, able(slot).length]))
  open.sort((a, b) => (width.get(a) ?? 0) - (width.get(b) ?? 0) || a - b)
  for (const slot of open) {
    const [person] = able(slot).sort(
      (a, b) => (load[a] ?? 0) + cost(a, slot) - (load[b] ?? 0) - cost(b, slot) || a - b,
    )
    if (person !== undefined) take(person, slot)
  }
  return state.holders
}
