// Plans who holds each turn of a period.
//
// A plan is found by exact search and then made fairer; when there is none, that is proved and told
// as the few demands that contradict each other. Pure: the seed is the only chance in it.
// Invariants: a complete plan breaks no demand, and what is called impossible is. When neither is
// reached within the named effort, that is said, with the best attempt.

import { assert } from '../../platform/assert.ts'
import { holidaysByPerson } from '../quality/assess-schedule.ts'
import { joinSpans } from '../quality/join-spans.ts'
import { measureLoad } from '../quality/measure-load.ts'
import { compareText } from '../quality/quality-finding.ts'
import { describeConflict } from './describe-conflict.ts'
import { explainPlan } from './explain-plan.ts'
import { explainTurns } from './explain-turns.ts'
import { fillPlan } from './fill-plan.ts'
import { findConflicts, findTightWindow } from './find-conflict.ts'
import { improvePlan } from './improve-plan.ts'
import { type Demand, listDemands } from './list-demands.ts'
import type { PeriodPlan, PlannedPerson, PlanPeriodInput } from './period-plan.ts'
import { type PlanFacts, readFacts } from './plan-facts.ts'
import { costTurns, slotsPossible, type TurnCosts } from './plan-fairness.ts'
import { makeProblem, type PlanProblem } from './plan-problem.ts'
import { PLAN_EFFORT, PLAN_SEED_MAX, type PlanEffort } from './planning-limits.ts'
import { searchPlan } from './search-plan.ts'

export function planPeriod(input: PlanPeriodInput, effort: PlanEffort = PLAN_EFFORT): PeriodPlan {
  assert(Number.isInteger(input.seed) && input.seed >= 0, 'a seed is a whole number')
  assert(input.seed <= PLAN_SEED_MAX, 'a seed within limits')
  const facts = readFacts(input)
  const demands = listDemands(facts)
  const problem = makeProblem(facts, demands)
  const costs = costTurns(facts)
  const search = searchPlan(problem, { steps: effort.searchSteps }, costs.raw[0])
  if (search.kind === 'found') {
    const holders = improvePlan(problem, search.holders, costs, input.seed)
    return completePlan(problem, demands, holders, costs)
  }
  const tight =
    search.kind === 'none' ? search.slots : findTightWindow(facts, demands, effort.windowSteps)
  const attempt = improvePlan(
    problem,
    fillPlan(facts, demands, costs, effort.searchSteps),
    costs,
    input.seed,
  )
  const bestHolders = Array.from(attempt, (person) => facts.people[person]?.id ?? null)
  if (tight) {
    const { first, further } = findConflicts(facts, demands, tight, effort.reduceSteps)
    return {
      kind: 'impossible',
      ...describeConflict(facts, first),
      further: further.map((one) => describeConflict(facts, one)),
      bestHolders,
    }
  }
  const openSlots = bestHolders.flatMap((userId, slot) => (userId === null ? [slot] : []))
  if (openSlots.length > 0) return { kind: 'undecided', bestHolders, openSlots }
  // The attempt went another way than the search, and met every demand on it.
  return completePlan(problem, demands, attempt, costs)
}

function completePlan(
  problem: PlanProblem,
  demands: readonly Demand[],
  holders: Int16Array,
  costs: TurnCosts,
): PeriodPlan {
  const { facts } = problem
  const people = plannedPeople(facts, holders, slotsPossible(problem))
  return {
    kind: 'complete',
    holders: Array.from(holders, (person) => {
      const id = facts.people[person]?.id
      assert(id !== undefined, 'every turn of a complete plan has a holder')
      return id
    }),
    people,
    reasons: explainPlan(facts.input, people),
    reasonsOf: explainTurns(problem, demands, holders, costs),
  }
}

/** Figures are those of the quality report for the same turns. */
function plannedPeople(
  { input, people, slots, hulls }: PlanFacts,
  holders: Int16Array,
  possible: readonly number[],
): PlannedPerson[] {
  const slotsOf = people.map((_, person) =>
    slots.flatMap(({ index }) => (holders[index] === person ? [index] : [])),
  )
  const { people: loads } = measureLoad({
    span: {
      startsAt: hulls[0]?.startsAt ?? 0,
      endsAt: hulls[hulls.length - 1]?.endsAt ?? 0,
    },
    people: new Map(people.map((person) => [person.id, person])),
    spansOf: new Map(
      people.map(({ id }, person) => [
        id,
        joinSpans((slotsOf[person] ?? []).flatMap((slot) => slots[slot]?.spans ?? [])),
      ]),
    ),
    holidaysOf: holidaysByPerson(input.holidays),
    memberIds: new Set(people.map(({ id }) => id)),
  })
  return loads
    .map(({ isMember, sharePercent, differencePercent, ...load }) => {
      const person = people.findIndex(({ id }) => id === load.userId)
      const held = slotsOf[person] ?? []
      return {
        ...load,
        displayName: people[person]?.displayName ?? '',
        slots: held,
        turns: held.length,
        slotsPossible: possible[person] ?? 0,
        carriedWeightedHours: input.carriedOf.get(load.userId)?.weightedHours ?? 0,
      }
    })
    .sort((a, b) => compareText(a.userId, b.userId))
}
