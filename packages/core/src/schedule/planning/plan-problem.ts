// The turns, the people and the demands that are made of them, as numbers a search can read fast.
//
// A person and a slot are named by `cell`: person * number of slots + slot.

import { HOUR_MS } from '../../platform/time.ts'
import type { Demand } from './list-demands.ts'
import type { PlanFacts } from './plan-facts.ts'
import { fitsWeeks } from './plan-weeks.ts'

export type PlanProblem = {
  readonly facts: PlanFacts
  readonly slotCount: number
  readonly personCount: number
  /** By slot: somebody must hold it. */
  readonly isRequired: Uint8Array
  /** By cell: nothing but other turns of the person keeps them from the slot. */
  readonly isPossible: Uint8Array
  /** By person; infinite when nothing was said. */
  readonly shiftsMax: readonly number[]
  readonly restMs: number
  /** Infinite when the rule is left out. */
  readonly weeksMax: number
  /** By person, then week: what is held beside the turns. */
  readonly heldMs: Float64Array
  /** By slot: the first slot before it that ends, and the first after it that begins, too near. */
  readonly restFrom: Int32Array
  readonly restUntil: Int32Array
}

export function makeProblem(facts: PlanFacts, demands: readonly Demand[]): PlanProblem {
  const slotCount = facts.slots.length
  const personCount = facts.people.length
  const isRequired = new Uint8Array(slotCount)
  const isPossible = new Uint8Array(slotCount * personCount).fill(1)
  const shiftsMax = facts.people.map(() => Number.POSITIVE_INFINITY)
  const heldMs = new Float64Array(personCount * facts.weeks.length)
  let restMs = 0
  let weeksMax = Number.POSITIVE_INFINITY
  for (const { demand } of demands) {
    if (demand.kind === 'rest') restMs = demand.restHours * HOUR_MS
    else if (demand.kind === 'weeks-in-a-row') weeksMax = demand.weeksInARowMax
    else if (demand.kind === 'slot') isRequired[demand.slot] = 1
  }
  for (const { demand, people, blocks, blocksForRest, parts } of demands) {
    for (const person of people) {
      if (demand.kind === 'shifts-max') shiftsMax[person] = demand.shiftsMax
      for (const slot of blocks) isPossible[person * slotCount + slot] = 0
      if (restMs > 0) for (const slot of blocksForRest) isPossible[person * slotCount + slot] = 0
      for (const { week, ms } of parts) add(heldMs, person * facts.weeks.length + week, ms)
    }
  }
  const problem = {
    facts,
    slotCount,
    personCount,
    isRequired,
    isPossible,
    shiftsMax,
    restMs,
    weeksMax,
    heldMs,
    ...nearSlots(facts, restMs),
  }
  for (let cell = 0; cell < isPossible.length; cell++) {
    const person = Math.floor(cell / slotCount)
    const isFit =
      (shiftsMax[person] ?? 0) > 0 && fitsWeeks(problem, heldMs, person, cell % slotCount)
    if (isPossible[cell] && !isFit) isPossible[cell] = 0
  }
  return problem
}

export function add(array: Float64Array, at: number, value: number): void {
  array[at] = (array[at] ?? 0) + value
}

function nearSlots({ hulls }: PlanFacts, restMs: number) {
  const restFrom = new Int32Array(hulls.length)
  const restUntil = new Int32Array(hulls.length)
  hulls.forEach(({ startsAt, endsAt }, slot) => {
    let from = slot
    while ((hulls[from - 1]?.endsAt ?? Number.NEGATIVE_INFINITY) > startsAt - restMs) from -= 1
    restFrom[slot] = from
    let until = slot
    while ((hulls[until + 1]?.startsAt ?? Number.POSITIVE_INFINITY) < endsAt + restMs) until += 1
    restUntil[slot] = until
  })
  return { restFrom, restUntil }
}
