// Looks for a plan that meets every demand, turn by turn, and gives up on nothing it has not
// refuted: it finds one, proves that there is none, or says that the effort ran out.
//
// Pasts that agree in what can still matter are refuted once, which keeps the search of a year of
// weekly turns to some thousand steps.

import type { CapacityMatch } from './match-capacity.ts'
import { matchCapacity, rematch } from './match-capacity.ts'
import type { PlanProblem } from './plan-problem.ts'
import { PlanState } from './plan-state.ts'
import { relevantPast } from './relevant-past.ts'

/** Steps that are left; every search draws from it. */
export type Effort = { steps: number }

export type SearchResult =
  | { readonly kind: 'found'; readonly holders: Int16Array }
  /** These turns alone cannot all be held. */
  | { readonly kind: 'none'; readonly slots: readonly number[] }
  | { readonly kind: 'unknown' }

/** `hours`: by cell, what a turn costs a person; the lightest burdened is tried first. */
export function searchPlan(
  problem: PlanProblem,
  effort: Effort,
  hours?: Float64Array,
): SearchResult {
  effort.steps -= 1
  const match = matchCapacity(problem)
  if (match.kind === 'violated') return { kind: 'none', slots: match.slots }
  // Turns that ask neither for rest nor for weeks apart have nothing to do with each other.
  const isLoose = problem.restMs === 0 && problem.weeksMax === Number.POSITIVE_INFINITY
  if (isLoose && !hours) return { kind: 'found', holders: match.holders }
  return new PlanSearch(problem, effort, match, hours).run()
}

class PlanSearch {
  readonly #problem: PlanProblem
  readonly #effort: Effort
  readonly #match: Int16Array
  readonly #hasMaximum: boolean
  readonly #hours: Float64Array | undefined
  readonly #state: PlanState
  readonly #load: Float64Array
  readonly #refuted: Set<string>[]
  readonly #last: number
  #deepest = 0
  /** A refusal for want of turns left speaks of all later slots. */
  #isByMaximum = false

  constructor(
    problem: PlanProblem,
    effort: Effort,
    match: CapacityMatch & { kind: 'matched' },
    hours: Float64Array | undefined,
  ) {
    this.#problem = problem
    this.#effort = effort
    this.#match = match.holders
    this.#hasMaximum = problem.shiftsMax.some(Number.isFinite)
    this.#hours = hours
    this.#state = new PlanState(problem)
    this.#load = new Float64Array(problem.personCount)
    this.#refuted = Array.from({ length: problem.slotCount }, () => new Set<string>())
    this.#last = problem.isRequired.lastIndexOf(1)
  }

  run(): SearchResult {
    const first = Math.max(0, this.#problem.isRequired.indexOf(1))
    if (this.#place(first, this.#match)) {
      return { kind: 'found', holders: this.#state.holders.slice() }
    }
    if (this.#effort.steps <= 0) return { kind: 'unknown' }
    const until = this.#isByMaximum ? this.#last : this.#deepest
    const slots = [...this.#problem.isRequired.keys()].filter(
      (slot) => slot <= until && this.#problem.isRequired[slot],
    )
    return { kind: 'none', slots }
  }

  #place(slot: number, match: Int16Array): boolean {
    if (slot > this.#last) return true
    this.#deepest = Math.max(this.#deepest, slot)
    const past = relevantPast(this.#state, slot, this.#last)
    if (this.#refuted[slot]?.has(past)) return false
    if (!this.#problem.isRequired[slot] && this.#place(slot + 1, match)) return true
    for (const person of this.#candidates(slot)) {
      this.#effort.steps -= 1
      if (this.#effort.steps <= 0) return false
      const next = this.#hasMaximum ? rematch(this.#problem, match, slot, person) : match
      if (!next) {
        this.#isByMaximum = true
        continue
      }
      const cost = this.#hours?.[person * this.#problem.slotCount + slot] ?? 1
      this.#load[person] = (this.#load[person] ?? 0) + cost
      this.#state.take(person, slot)
      if (this.#place(slot + 1, next)) return true
      this.#state.leave(slot)
      this.#load[person] = (this.#load[person] ?? 0) - cost
    }
    if (this.#effort.steps > 0) this.#refuted[slot]?.add(past)
    return false
  }

  #candidates(slot: number): number[] {
    const { personCount, slotCount, isRequired } = this.#problem
    const loadWith = (person: number) =>
      (this.#load[person] ?? 0) + (this.#hours?.[person * slotCount + slot] ?? 1)
    const able: number[] = []
    for (let person = 0; person < personCount; person++) {
      if (!this.#state.canTake(person, slot)) continue
      if (isRequired[slot] || this.#bridges(person, slot)) able.push(person)
    }
    return able.sort((a, b) => loadWith(a) - loadWith(b) || a - b)
  }

  /**
   * A turn that may stay open is only worth holding by whoever holds the one right before it: it
   * can join two turns that are too near each other.
   */
  #bridges(person: number, slot: number): boolean {
    const { restMs, facts } = this.#problem
    if (restMs === 0 || this.#state.holders[slot - 1] !== person) return false
    return facts.hulls[slot - 1]?.endsAt === facts.hulls[slot]?.startsAt
  }
}
