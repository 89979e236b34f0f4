// A contradiction in sentences: each demand on its own, and why they do not go together.

import type { Conflict } from './find-conflict.ts'
import type { Demand } from './list-demands.ts'
import type { Contradiction, PlanConflict, PlanDemand } from './period-plan.ts'
import type { PlanFacts } from './plan-facts.ts'
import { makeProblem, type PlanProblem } from './plan-problem.ts'
import { countWords, listWords, spanWords } from './span-words.ts'
import { whyNever } from './why-not.ts'

/** Sentences beyond these are left out of an explanation. */
const EXPLANATION_SENTENCES_MAX = 20

function describeDemand({ input, people }: PlanFacts, demand: PlanDemand): PlanConflict {
  const words = () => {
    const nameOf = (userId: string) =>
      people.find(({ id }) => id === userId)?.displayName ?? 'Somebody'
    switch (demand.kind) {
      case 'slot':
        return `Somebody must be on call for the turn of ${spanWords(demand, input.timeZone)}.`
      case 'absence':
        return `${nameOf(demand.userId)} is away ${spanWords(demand, input.timeZone)}.`
      case 'booked':
        return `${nameOf(demand.userId)} is on call elsewhere ${spanWords(demand, input.timeZone)}.`
      case 'held':
        return `${nameOf(demand.userId)} is on call for this schedule ${spanWords(demand, input.timeZone)} already.`
      case 'shifts-max':
        return `${nameOf(demand.userId)} is to hold at most ${countWords(demand.shiftsMax, 'turn')}.`
      case 'area':
        return `Whoever is on call must know ${demand.area} well enough to be alone.`
      case 'rest':
        return `Between two turns there must be ${demand.restHours}h of rest.`
      case 'weeks-in-a-row':
        return `Nobody is to carry more than ${countWords(demand.weeksInARowMax, 'week')} in a row.`
    }
  }
  return { ...demand, sentence: words() }
}

export function describeConflict(
  facts: PlanFacts,
  { demands, isMinimal }: Conflict,
): Contradiction {
  return {
    conflicts: demands.map(({ demand }) => describeDemand(facts, demand)),
    isMinimal,
    explanation: explainConflict(facts, demands),
  }
}

/** `demands`: those that contradict each other. */
function explainConflict(facts: PlanFacts, demands: readonly Demand[]): string[] {
  const { input, people } = facts
  if (people.length === 0) return ['There is nobody who could be given a turn.']
  const problem = makeProblem(facts, demands)
  const slots = demands.flatMap(({ demand }) => (demand.kind === 'slot' ? [demand.slot] : []))
  const closed = slots.filter((slot) => ableFor(problem, [slot]).length === 0)
  const sentences = closed.map((slot) => {
    const turn = spanWords(facts.hulls[slot] ?? { startsAt: 0, endsAt: 0 }, input.timeZone)
    const reasons = people.map(({ displayName }, person) => {
      return `${displayName} ${whyNever(problem, demands, person, slot)}`
    })
    return `Nobody can hold the turn of ${turn}: ${listWords(reasons, people.length)}.`
  })
  if (closed.length === 0) sentences.push(...explainTogether(problem, demands, slots))
  return sentences.slice(0, EXPLANATION_SENTENCES_MAX)
}

function explainTogether(
  problem: PlanProblem,
  demands: readonly Demand[],
  slots: readonly number[],
): string[] {
  const { facts, shiftsMax } = problem
  const { people, hulls, input } = facts
  const turns = slots.map((slot) => hulls[slot] ?? { startsAt: 0, endsAt: 0 })
  const able = ableFor(problem, slots)
  const names = able.map((person) => people[person]?.displayName ?? '')
  const spans = listWords(turns.map((turn) => spanWords(turn, input.timeZone)))
  const sentences = [
    `Only ${listWords(names, names.length)} can hold any of the ${countWords(slots.length, 'turn')} of ${spans}.`,
  ]
  const max = able.reduce((sum, person) => sum + (shiftsMax[person] ?? 0), 0)
  if (max < slots.length) {
    sentences.push(`Together they are to hold at most ${countWords(max, 'turn')}.`)
  }
  const others = people.flatMap(({ displayName }, person) => {
    if (able.includes(person)) return []
    const reasons = new Set(slots.map((slot) => whyNever(problem, demands, person, slot)))
    return [`${displayName} ${listWords([...reasons].map(String))}.`]
  })
  const rules = demands.flatMap(({ demand }) =>
    demand.kind === 'rest' || demand.kind === 'weeks-in-a-row'
      ? [describeDemand(facts, demand).sentence]
      : [],
  )
  return [...sentences, ...rules, ...others]
}

/** Who could hold at least one of the slots. */
function ableFor(
  { personCount, slotCount, isPossible }: PlanProblem,
  slots: readonly number[],
): number[] {
  return Array.from({ length: personCount }, (_, person) => person).filter((person) =>
    slots.some((slot) => isPossible[person * slotCount + slot]),
  )
}
