// Makes a plan that meets all demands fairer, without ever leaving the plans that do.
//
// Threshold accepting: a turn changes hands or two turns are exchanged; steps that make the plan
// slightly worse are taken, less and less so, which leads out of dead ends. At the end every single
// step that helps is taken until none does. Plain arithmetic on seeded numbers, so the same seed
// gives the same plan on every machine.

import { PlanFairness, type TurnCosts } from './plan-fairness.ts'
import type { PlanProblem } from './plan-problem.ts'
import { NOBODY, PlanState } from './plan-state.ts'
import {
  IMPROVE_SLACK,
  IMPROVE_STEPS_EACH,
  IMPROVE_STEPS_MAX,
  POLISH_STEPS_MAX,
} from './planning-limits.ts'
import { seededRandom } from './seeded-random.ts'

/** Sums of thousands of changes are only equal up to this. */
const EPSILON = 1e-9

export function improvePlan(
  problem: PlanProblem,
  start: Int16Array,
  costs: TurnCosts,
  seed: number,
): Int16Array {
  const { slotCount, personCount } = problem
  if (slotCount === 0 || personCount < 2) return start
  const moves = new PlanMoves(problem, start, costs)
  const random = seededRandom(seed)
  const steps = Math.min(IMPROVE_STEPS_MAX, IMPROVE_STEPS_EACH * slotCount * personCount)
  let total = 0
  let best = 0
  let bestHolders = moves.holders.slice()
  for (let step = 0; step < steps; step++) {
    const slack = IMPROVE_SLACK * (1 - step / steps) * random.next()
    const slot = random.below(slotCount)
    const isGiven = random.below(2) === 0
    const change = isGiven
      ? moves.give(slot, random.below(personCount), slack)
      : moves.exchange(slot, random.below(slotCount), slack)
    total += change
    if (total < best - EPSILON) {
      best = total
      bestHolders = moves.holders.slice()
    }
  }
  return polish(problem, new PlanMoves(problem, bestHolders, costs))
}

function polish({ slotCount, personCount }: PlanProblem, moves: PlanMoves): Int16Array {
  let change = -1
  let steps = POLISH_STEPS_MAX
  while (change < -EPSILON && steps > 0) {
    change = 0
    for (let slot = 0; slot < slotCount && steps > 0; slot++) {
      for (let person = 0; person < personCount; person++) change += moves.give(slot, person, 0)
      for (let other = 0; other < slot; other++) change += moves.exchange(slot, other, 0)
      steps -= personCount + slot
    }
  }
  return moves.holders
}

/** Steps from one plan that meets all demands to another; each says by how much it is less fair. */
class PlanMoves {
  readonly #problem: PlanProblem
  readonly #state: PlanState
  readonly #fairness: PlanFairness

  constructor(problem: PlanProblem, holders: Int16Array, costs: TurnCosts) {
    this.#problem = problem
    this.#state = new PlanState(problem)
    this.#fairness = new PlanFairness(problem, costs)
    holders.forEach((person, slot) => {
      if (person !== NOBODY) this.#take(person, slot)
    })
  }

  get holders(): Int16Array {
    return this.#state.holders
  }

  /** Gives the slot to a person, unless that makes the plan worse by more than `slack`. */
  give(slot: number, person: number, slack: number): number {
    const holder = this.holders[slot] ?? NOBODY
    if (holder === NOBODY || holder === person || !this.#isPossible(person, slot)) return 0
    const left = this.#leave(slot)
    if (this.#state.isRestedAround(holder, slot) && this.#state.canTake(person, slot)) {
      const change = left + this.#take(person, slot)
      if (change < slack - EPSILON) return change
      this.#leave(slot)
    }
    this.#take(holder, slot)
    return 0
  }

  exchange(one: number, other: number, slack: number): number {
    const first = this.holders[one] ?? NOBODY
    const second = this.holders[other] ?? NOBODY
    if (first === NOBODY || second === NOBODY || first === second) return 0
    if (!this.#isPossible(first, other) || !this.#isPossible(second, one)) return 0
    let change = this.#leave(one) + this.#leave(other)
    if (this.#state.canTake(first, other)) {
      change += this.#take(first, other)
      if (this.#state.canTake(second, one)) {
        change += this.#take(second, one)
        const isRested =
          this.#state.isRestedAround(first, one) && this.#state.isRestedAround(second, other)
        if (isRested && change < slack - EPSILON) return change
        this.#leave(one)
      }
      this.#leave(other)
    }
    this.#take(first, one)
    this.#take(second, other)
    return 0
  }

  #isPossible(person: number, slot: number): boolean {
    return this.#problem.isPossible[person * this.#problem.slotCount + slot] === 1
  }

  #take(person: number, slot: number): number {
    const change = this.#fairness.move(person, slot, 1, this.holders)
    this.#state.take(person, slot)
    return change
  }

  #leave(slot: number): number {
    const person = this.holders[slot] ?? NOBODY
    this.#state.leave(slot)
    return this.#fairness.move(person, slot, -1, this.holders)
  }
}
