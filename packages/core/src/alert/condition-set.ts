// Many conditions asked at once: 500 rules may cost an event little.
//
// Conditions that need a text to have a certain value are found by that value; only those, and the
// few without such a need, are asked. What is not asked does not hold: neither would it when asked.

import type { ConditionFacts } from './condition/condition-facts.ts'
import { type Condition, conditionHolds } from './condition.ts'

export type ConditionSet = {
  readonly conditions: readonly Condition[]
  readonly indexes: readonly Index[]
  /** Places of conditions that must always be asked. */
  readonly always: readonly number[]
}

type Index = {
  readonly read: (facts: ConditionFacts) => string | undefined
  readonly placesOf: Map<string, number[]>
}

export type SetAnswer = {
  /** Places of the conditions that hold, in their order. */
  readonly holding: readonly number[]
  /** Conditions that were asked and could not say; one whose needed label is unset is not asked. */
  readonly errors: readonly { readonly place: number; readonly error: string }[]
}

export function buildConditionSet(conditions: readonly Condition[]): ConditionSet {
  const indexes = new Map<string, Index>()
  const always: number[] = []
  conditions.forEach(({ need }, place) => {
    if (need === null) {
      always.push(place)
      return
    }
    const index = indexes.get(need.of) ?? { read: need.read, placesOf: new Map() }
    indexes.set(need.of, index)
    for (const value of new Set(need.values)) {
      const places = index.placesOf.get(value)
      if (places === undefined) index.placesOf.set(value, [place])
      else places.push(place)
    }
  })
  return { conditions, indexes: [...indexes.values()], always }
}

export function conditionsThatHold(set: ConditionSet, facts: ConditionFacts): SetAnswer {
  const asked = [...set.always]
  for (const index of set.indexes) {
    const value = index.read(facts)
    const places = value === undefined ? undefined : index.placesOf.get(value)
    if (places !== undefined) asked.push(...places)
  }
  // Each condition is in one index under different values, so no place comes twice.
  asked.sort((a, b) => a - b)
  const holding: number[] = []
  const errors: { place: number; error: string }[] = []
  for (const place of asked) {
    const condition = set.conditions[place]
    if (condition === undefined) continue
    const answer = conditionHolds(condition, facts)
    if ('error' in answer) errors.push({ place, error: answer.error })
    else if (answer.holds) holding.push(place)
  }
  return { holding, errors }
}
