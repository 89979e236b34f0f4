// Why somebody cannot hold a turn, in the words that follow their name.

import { formatDuration } from '../../platform/duration.ts'
import type { Demand } from './list-demands.ts'
import type { PlanFacts } from './plan-facts.ts'
import type { PlanProblem } from './plan-problem.ts'
import type { PlanState } from './plan-state.ts'
import { fitsWeeks } from './plan-weeks.ts'
import { countWords } from './span-words.ts'

const BLOCKED_WORDS = {
  absence: 'is away',
  booked: 'is on call elsewhere',
  held: 'is on call already',
} as const

/** Reasons that hold whatever turns the person has beside it; null when there is none. */
export function whyNever(
  { facts, slotCount, isPossible, restMs, shiftsMax }: PlanProblem,
  demands: readonly Demand[],
  person: number,
  slot: number,
): string | null {
  if (isPossible[person * slotCount + slot]) return null
  const theirs = demands.filter(({ people }) => people.includes(person))
  for (const { demand, blocks } of theirs) {
    if (!blocks.includes(slot)) continue
    if (demand.kind === 'area') return `does not know ${demand.area} well enough to be alone`
    if (demand.kind === 'absence' || demand.kind === 'booked' || demand.kind === 'held') {
      return BLOCKED_WORDS[demand.kind]
    }
  }
  if (theirs.some(({ blocksForRest }) => blocksForRest.includes(slot))) return restWords(restMs)
  if ((shiftsMax[person] ?? 0) <= 0) return 'is to hold no turns'
  return weeksWords(facts)
}

/** Reasons that lie in the other turns of a plan; the slot must be free. */
export function whyNotNow(state: PlanState, person: number, slot: number): string | null {
  const { problem } = state
  if (state.canTake(person, slot)) return null
  const max = problem.shiftsMax[person] ?? 0
  if ((state.turns[person] ?? 0) >= max) return `has ${countWords(max, 'turn')} already`
  if (!fitsWeeks(problem, state.heldMs, person, slot)) return weeksWords(problem.facts)
  return restWords(problem.restMs)
}

function restWords(restMs: number): string {
  return `would rest for less than ${formatDuration(restMs)}`
}

function weeksWords({ input }: PlanFacts): string {
  return `would carry more than ${countWords(input.limits.weeksInARowMax, 'week')} in a row`
}

/** Each reason once, with everybody it holds for. */
export function groupReasons(
  reasons: readonly { readonly name: string; readonly why: string }[],
): { readonly names: string[]; readonly why: string }[] {
  const groups: { names: string[]; why: string }[] = []
  for (const { name, why } of reasons) {
    const known = groups.find((group) => group.why === why)
    if (known) known.names.push(name)
    else groups.push({ names: [name], why })
  }
  return groups
}
