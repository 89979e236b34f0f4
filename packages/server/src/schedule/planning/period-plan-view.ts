// A plan with names, figures and sentences.

import type { PeriodPlanView, PlannedPersonView, PlannedTurnView } from '@evenwatch/api'
import {
  formatInstant,
  HOUR_MS,
  measureLoad,
  type PeriodPlan,
  type PersonLoad,
  type Span,
} from '@evenwatch/core'
import { type PersonRef, personRefs } from '../override-views.ts'
import { type AnsweredPlan, spanView } from './answered-plan.ts'
import { conflictViews } from './conflict-views.ts'
import { planNotes } from './plan-notes.ts'
import type { PlanningInputs } from './planning-inputs.ts'
import type { PresentTurns } from './present-turns.ts'

export function periodPlanView(answered: AnsweredPlan): PeriodPlanView {
  const { directory, question, period, inputs, plan, draft } = answered
  const refOf = personRefs([...directory.people.values()])
  const people = peopleOf(answered, refOf)
  const totals = people
    .filter(({ isCandidate }) => isCandidate)
    .map((one) => one.carriedWeightedHours + one.weightedHours)
  return {
    kind: plan.kind,
    layer: period.layer.name,
    from: formatInstant(period.startsAt),
    until: formatInstant(period.endsAt),
    seed: question.seed,
    turns: turnsOf(inputs, plan, refOf),
    people,
    meanWeightedHours: tenth(meanOf(totals)),
    reasons: plan.kind === 'complete' ? [...plan.reasons] : [],
    conflicts: plan.kind === 'impossible' ? conflictViews(answered, plan.conflicts, refOf) : [],
    isMinimal: plan.kind !== 'impossible' || plan.isMinimal,
    explanation: plan.kind === 'impossible' ? [...plan.explanation] : [],
    further:
      plan.kind === 'impossible'
        ? plan.further.map(({ conflicts, explanation }) => ({
            conflicts: conflictViews(answered, conflicts, refOf),
            explanation: [...explanation],
          }))
        : [],
    notes: planNotes(answered),
    draft,
  }
}

function turnsOf(
  { input }: PlanningInputs,
  plan: PeriodPlan,
  refOf: (id: string) => PersonRef,
): PlannedTurnView[] {
  const holders = plan.kind === 'complete' ? plan.holders : plan.bestHolders
  return input.slots.map(({ spans }, i) => {
    const holder = holders[i] ?? null
    return {
      startsAt: formatInstant(spans[0]?.startsAt ?? 0),
      endsAt: formatInstant(spans.at(-1)?.endsAt ?? 0),
      hours: hoursOf(spans),
      user: holder === null ? null : refOf(holder),
      reason: (plan.kind === 'complete' && plan.reasonsOf[i]) || null,
    }
  })
}

/** Candidates first, those with the most before others; then those who only take turns now. */
function peopleOf(answered: AnsweredPlan, refOf: (id: string) => PersonRef): PlannedPersonView[] {
  const { question, period, inputs, plan } = answered
  const { input, present } = inputs
  const candidates = new Set(question.userIds)
  const userIds = [...new Set([...candidates, ...present.spansOf.keys()])]
  const planned = plannedSpans(inputs, plan)
  const loads = loadsOf(inputs, period, planned.spansOf)
  const presentLoads = loadsOf(inputs, period, present.spansOf)
  const possible = new Map(
    plan.kind === 'complete' ? plan.people.map((one) => [one.userId, one.slotsPossible]) : [],
  )
  const carriedBy = (userId: string) => input.carriedOf.get(userId)?.weightedHours ?? 0
  const totalOf = (userId: string) => carriedBy(userId) + (loads.get(userId)?.weightedHours ?? 0)
  const mean = meanOf([...candidates].map(totalOf))
  return userIds
    .sort((a, b) => {
      const byKind = Number(candidates.has(b)) - Number(candidates.has(a))
      return byKind || totalOf(b) - totalOf(a)
    })
    .map((userId) => ({
      user: refOf(userId),
      isCandidate: candidates.has(userId),
      ...figures(loads.get(userId), planned.turnsOf.get(userId)),
      turnsPossible: possible.get(userId) ?? null,
      shiftsMax: question.shiftsMaxOf.get(userId) ?? null,
      carriedWeightedHours: tenth(carriedBy(userId)),
      differencePercent:
        candidates.has(userId) && mean > 0 ? tenth((totalOf(userId) / mean - 1) * 100) : null,
      now: figures(presentLoads.get(userId), present.turnsOf.get(userId)),
      absences: input.absences
        .filter((one) => one.userId === userId && meets(one, period))
        .map(spanView),
    }))
}

function plannedSpans({ input }: PlanningInputs, plan: PeriodPlan): PresentTurns {
  const spansOf = new Map<string, Span[]>()
  const turnsOf = new Map<string, number>()
  const holders = plan.kind === 'complete' ? plan.holders : plan.bestHolders
  input.slots.forEach(({ spans }, i) => {
    const holder = holders[i] ?? null
    if (holder === null) return
    spansOf.set(holder, [...(spansOf.get(holder) ?? []), ...spans])
    turnsOf.set(holder, (turnsOf.get(holder) ?? 0) + 1)
  })
  return { spansOf, turnsOf }
}

function loadsOf(
  { people, input }: PlanningInputs,
  span: Span,
  spansOf: PresentTurns['spansOf'],
): ReadonlyMap<string, PersonLoad> {
  const holidaysOf = new Map<string, Span[]>()
  for (const one of [...input.holidays].sort((a, b) => a.startsAt - b.startsAt)) {
    const known = holidaysOf.get(one.userId) ?? []
    // Two holidays on one day are one day off.
    if (one.startsAt >= (known.at(-1)?.endsAt ?? 0)) known.push(one)
    holidaysOf.set(one.userId, known)
  }
  const memberIds = new Set(spansOf.keys())
  const load = measureLoad({ span, people, spansOf, holidaysOf, memberIds })
  return new Map(load.people.map((one) => [one.userId, one]))
}

function figures(load: PersonLoad | undefined, turns: number | undefined) {
  return {
    turns: turns ?? 0,
    hours: tenth((load?.totalMs ?? 0) / HOUR_MS),
    weightedHours: tenth(load?.weightedHours ?? 0),
    nights: load?.nights ?? 0,
    weekends: load?.weekends ?? 0,
    holidays: load?.holidays ?? 0,
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

const meets = (one: Span, other: Span) => one.startsAt < other.endsAt && one.endsAt > other.startsAt
const hoursOf = (spans: readonly Span[]) =>
  tenth(spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0) / HOUR_MS)
const tenth = (value: number) => Math.round(value * 10) / 10
