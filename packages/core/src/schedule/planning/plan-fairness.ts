// What each turn costs each person, and how uneven a plan is.
//
// Loads are counted in average turns. What was carried before the period is part of the load from
// the start. Squares make the heaviest load the most expensive, and make a turn worth giving to
// somebody to whom it costs less, as by day in their own zone.

import { HOUR_MS, type Span } from '../../platform/time.ts'
import { holidaysByPerson } from '../quality/assess-schedule.ts'
import { hourClasses } from '../quality/hour-classes.ts'
import { sharedSpans } from '../quality/join-spans.ts'
import { HOUR_WEIGHTS, NIGHT_MS_MIN } from '../quality/quality-limits.ts'
import type { PlanFacts } from './plan-facts.ts'
import type { PlanProblem } from './plan-problem.ts'
import { FAIRNESS_WEIGHTS, FULL_SHARE_FROM } from './planning-limits.ts'

export const MEASURES = ['hours', 'nights', 'weekends', 'holidays'] as const

export type TurnCosts = {
  /** By measure, then cell: weighted hours, and nights, weekends and holidays touched. */
  readonly raw: readonly Float64Array[]
  /** By measure: what an average turn costs. Holidays are too rare for that and count one each. */
  readonly unit: readonly number[]
}

export function costTurns({ input, people, slots, hulls }: PlanFacts): TurnCosts {
  const raw = MEASURES.map(() => new Float64Array(people.length * slots.length))
  const stretches = slots.flatMap(({ index, spans }) => spans.map((span) => ({ ...span, index })))
  const first = hulls[0]
  const last = hulls[hulls.length - 1]
  const holidays = holidaysByPerson(input.holidays)
  people.forEach((person, number) => {
    if (!first || !last) return
    const span: Span = { startsAt: first.startsAt, endsAt: last.endsAt }
    const pieces = hourClasses(person, holidays.get(person.id) ?? [], span)
    const occasions = slots.map(() => new Map<string, number>())
    for (const { one, other, startsAt, endsAt } of sharedSpans(stretches, pieces)) {
      const cell = number * slots.length + one.index
      const [hours] = raw
      const ms = endsAt - startsAt
      if (hours) hours[cell] = (hours[cell] ?? 0) + (HOUR_WEIGHTS[other.hour] * ms) / HOUR_MS
      const key = `${other.hour} ${other.occasion}`
      const ofSlot = occasions[one.index]
      ofSlot?.set(key, (ofSlot.get(key) ?? 0) + ms)
    }
    occasions.forEach((ofSlot, slot) => {
      const cell = number * slots.length + slot
      for (const [key, ms] of ofSlot) {
        const hour = key.split(' ')[0]
        const measure = hour === 'sleep' ? 1 : hour === 'weekend' ? 2 : hour === 'holiday' ? 3 : 0
        const counts = raw[measure]
        const isCounted = hour !== 'sleep' || ms >= NIGHT_MS_MIN
        if (measure > 0 && counts && isCounted) counts[cell] = (counts[cell] ?? 0) + 1
      }
    })
  })
  const unit = raw.map((values, measure) => {
    const mean = values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)
    return mean === 0 || MEASURES[measure] === 'holidays' ? 1 : mean
  })
  return { raw, unit }
}

/** How many of the slots each person could hold. */
export function slotsPossible({ slotCount, personCount, isPossible }: PlanProblem): number[] {
  return Array.from({ length: personCount }, (_, person) =>
    isPossible.subarray(person * slotCount, (person + 1) * slotCount).reduce((a, b) => a + b, 0),
  )
}

/** How uneven the plan is, kept up to date turn by turn; less is fairer. */
export class PlanFairness {
  readonly #problem: PlanProblem
  /** By measure, then cell, in units, times the square root of the measure's weight. */
  readonly #cost: readonly Float64Array[]
  /** By measure, then person. */
  readonly #load: readonly Float64Array[]
  readonly #share: readonly number[]
  /** An even distance between two turns of one person, in slots. */
  readonly #distance: number

  constructor(problem: PlanProblem, { raw, unit }: TurnCosts) {
    const { facts, personCount, slotCount } = problem
    const possible = slotsPossible(problem)
    this.#problem = problem
    this.#cost = raw.map((values, measure) => {
      const weight = Math.sqrt(FAIRNESS_WEIGHTS[MEASURES[measure] ?? 'hours'])
      return values.map((value) => (value * weight) / (unit[measure] ?? 1))
    })
    this.#load = raw.map(() => new Float64Array(personCount))
    facts.people.forEach(({ id }, person) => {
      const carried = facts.input.carriedOf.get(id)?.weightedHours ?? 0
      const [hours] = this.#load
      if (hours) hours[person] = carried / (unit[0] ?? 1)
    })
    this.#share = possible.map((count) =>
      Math.min(1, Math.max(1, count) / Math.max(1, slotCount * FULL_SHARE_FROM)),
    )
    this.#distance = Math.max(1, possible.filter((count) => count > 0).length)
  }

  /** The change when a person takes a slot (1) or leaves it (-1); `holders` without the slot. */
  move(person: number, slot: number, sign: 1 | -1, holders: Int16Array): number {
    const cell = person * this.#problem.slotCount + slot
    const share = this.#share[person] ?? 1
    let change = sign * this.#spacing(person, slot, holders)
    for (let measure = 0; measure < this.#cost.length; measure++) {
      const loads = this.#load[measure]
      const cost = sign * (this.#cost[measure]?.[cell] ?? 0)
      if (!loads || cost === 0) continue
      const load = loads[person] ?? 0
      change += (cost * (2 * load + cost)) / share
      loads[person] = load + cost
    }
    return change
  }

  #spacing(person: number, slot: number, holders: Int16Array): number {
    const distance = this.#distance
    let before = 1
    while (before < distance && holders[slot - before] !== person) before += 1
    let after = 1
    while (after < distance && holders[slot + after] !== person) after += 1
    // Too far on one side is too far for both together.
    return this.#nearness(before) + this.#nearness(after) - this.#nearness(before + after)
  }

  #nearness(distance: number): number {
    if (distance >= this.#distance) return 0
    const near = 1 - distance / this.#distance
    return FAIRNESS_WEIGHTS.spacing * near * near
  }
}
