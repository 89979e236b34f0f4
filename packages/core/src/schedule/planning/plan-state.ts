// Who holds which turn while a plan is being made.
//
// Invariant, as long as callers ask `canTake` and `isRestedAround` first: everybody's turns touch
// or lie the whole rest apart, nobody carries too many weeks in a row or holds too many turns.

import { add, type PlanProblem } from './plan-problem.ts'
import { fitsWeeks } from './plan-weeks.ts'

export const NOBODY = -1

export class PlanState {
  readonly problem: PlanProblem
  /** By slot. */
  readonly holders: Int16Array
  readonly turns: Int32Array
  /** By person, then week. */
  readonly heldMs: Float64Array

  constructor(problem: PlanProblem) {
    this.problem = problem
    this.holders = new Int16Array(problem.slotCount).fill(NOBODY)
    this.turns = new Int32Array(problem.personCount)
    this.heldMs = problem.heldMs.slice()
  }

  /** Of a slot that nobody holds. */
  canTake(person: number, slot: number): boolean {
    const { slotCount, isPossible, shiftsMax } = this.problem
    if (!isPossible[person * slotCount + slot]) return false
    if ((this.turns[person] ?? 0) >= (shiftsMax[person] ?? 0)) return false
    const before = this.#nearBefore(person, slot)
    if (before !== NOBODY && !this.#touch(before, slot)) return false
    const after = this.#nearAfter(person, slot)
    if (after !== NOBODY && !this.#touch(slot, after)) return false
    return fitsWeeks(this.problem, this.heldMs, person, slot)
  }

  /** Of a slot that the person does not hold: whether the turns on both sides of it are apart. */
  isRestedAround(person: number, slot: number): boolean {
    const before = this.#nearBefore(person, slot)
    if (before === NOBODY) return true
    const after = this.#nearAfter(person, slot)
    if (after === NOBODY || this.#touch(before, after)) return true
    const { facts, restMs } = this.problem
    return (facts.hulls[after]?.startsAt ?? 0) - (facts.hulls[before]?.endsAt ?? 0) >= restMs
  }

  take(person: number, slot: number): void {
    this.holders[slot] = person
    this.#count(person, slot, 1)
  }

  leave(slot: number): void {
    this.#count(this.holders[slot] ?? NOBODY, slot, -1)
    this.holders[slot] = NOBODY
  }

  #count(person: number, slot: number, sign: 1 | -1): void {
    this.turns[person] = (this.turns[person] ?? 0) + sign
    const { weeks, partsOf } = this.problem.facts
    for (const { week, ms } of partsOf[slot] ?? []) {
      add(this.heldMs, person * weeks.length + week, sign * ms)
    }
  }

  #touch(one: number, next: number): boolean {
    const { hulls } = this.problem.facts
    return hulls[one]?.endsAt === hulls[next]?.startsAt
  }

  #nearBefore(person: number, slot: number): number {
    const from = this.problem.restFrom[slot] ?? slot
    for (let i = slot - 1; i >= from; i--) if (this.holders[i] === person) return i
    return NOBODY
  }

  #nearAfter(person: number, slot: number): number {
    const until = this.problem.restUntil[slot] ?? slot
    for (let i = slot + 1; i <= until; i++) if (this.holders[i] === person) return i
    return NOBODY
  }
}
