// Everything the plan is asked to respect, each as a thing of its own that can be left out to see
// whether the rest can be met.
//
// A demand that touches no turn of the period is not listed: it can be part of no conflict.

import { HOUR_MS, type Span } from '../../platform/time.ts'
import { canHandleAlone } from '../quality/find-thin-cover.ts'
import { joinSpans, sharedSpans } from '../quality/join-spans.ts'
import { compareText } from '../quality/quality-finding.ts'
import type { PlanDemand } from './period-plan.ts'
import { type PlanFacts, partsOfWeeks, type WeekPart } from './plan-facts.ts'

export type Demand = {
  readonly demand: PlanDemand
  /** Whom it keeps from turns, by number in `PlanFacts.people`. */
  readonly people: readonly number[]
  /** The turns it keeps them from. */
  readonly blocks: readonly number[]
  /** The turns it keeps them from as long as rest is asked for. */
  readonly blocksForRest: readonly number[]
  /** What it fills of weeks. */
  readonly parts: readonly WeekPart[]
}

const NOTHING = { people: [], blocks: [], blocksForRest: [], parts: [] }

export function listDemands(facts: PlanFacts): Demand[] {
  const { input, people, hulls } = facts
  const { restHours, weeksInARowMax } = input.limits
  const rules: PlanDemand[] = [
    ...(restHours > 0 ? [{ kind: 'rest', restHours } as const] : []),
    { kind: 'weeks-in-a-row', weeksInARowMax },
  ]
  return [
    ...rules.map((demand) => ({ ...NOTHING, demand })),
    ...people.flatMap(({ id }, person): Demand[] => {
      const shiftsMax = input.shiftsMaxOf?.get(id)
      if (shiftsMax === undefined || shiftsMax >= hulls.length) return []
      return [
        { ...NOTHING, demand: { kind: 'shifts-max', userId: id, shiftsMax }, people: [person] },
      ]
    }),
    ...areaDemands(facts),
    ...hulls.map((hull, slot) => ({
      ...NOTHING,
      demand: { kind: 'slot' as const, slot, ...hull },
    })),
    ...people.flatMap(({ id }, person) => spanDemands(facts, id, person)),
  ]
}

function areaDemands({ input, people, slots }: PlanFacts): Demand[] {
  const everySlot = slots.map(({ index }) => index)
  return [...new Set(input.areas)].sort(compareText).flatMap((area) => {
    const without = people.flatMap(({ id }, person) =>
      canHandleAlone(input.depths.get(id)?.get(area)) ? [] : [person],
    )
    if (without.length === 0) return []
    return [{ ...NOTHING, demand: { kind: 'area', area }, people: without, blocks: everySlot }]
  })
}

function spanDemands(facts: PlanFacts, userId: string, person: number): Demand[] {
  const { input } = facts
  const restMs = input.limits.restHours * HOUR_MS
  const absences = input.absences.filter((one) => one.userId === userId)
  absences.sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt)
  const made = (kind: 'absence' | 'booked' | 'held', { startsAt, endsAt }: Span) => ({
    ...NOTHING,
    demand: { kind, userId, startsAt, endsAt },
    people: [person],
    blocks: slotsMeeting(facts, { startsAt, endsAt }),
  })
  const booked = joinSpans(input.bookedOf.get(userId) ?? []).map((span) => ({
    ...made('booked', span),
    blocksForRest: slotsTooNear(facts, span, restMs),
  }))
  const held = joinSpans(input.heldOf?.get(userId) ?? []).map((span) => ({
    ...made('held', span),
    blocksForRest: slotsTooNear(facts, span, restMs),
    parts: partsOfWeeks([span], facts.weeks),
  }))
  return [...held, ...booked, ...absences.map((one) => made('absence', one))].filter(
    ({ blocks, blocksForRest, ...one }) =>
      blocks.length + blocksForRest.length > 0 || ('parts' in one && one.parts.length > 0),
  )
}

function slotsMeeting({ slots, hulls }: PlanFacts, span: Span): number[] {
  return slots.flatMap(({ index, spans }) => {
    const hull = hulls[index]
    if (!hull || hull.endsAt <= span.startsAt || hull.startsAt >= span.endsAt) return []
    return sharedSpans(spans, [span]).length > 0 ? [index] : []
  })
}

/** Turns with a pause before or after the span that is shorter than the rest; touching is none. */
function slotsTooNear({ slots, hulls }: PlanFacts, span: Span, restMs: number): number[] {
  return slots.flatMap(({ index, spans }) => {
    const hull = hulls[index]
    if (!hull || hull.endsAt + restMs <= span.startsAt || hull.startsAt >= span.endsAt + restMs) {
      return []
    }
    const before = spans.findLast(({ endsAt }) => endsAt <= span.startsAt)
    const after = spans.find(({ startsAt }) => startsAt >= span.endsAt)
    const pauses = [
      before ? span.startsAt - before.endsAt : 0,
      after ? after.startsAt - span.endsAt : 0,
    ]
    return pauses.some((ms) => ms > 0 && ms < restMs) ? [index] : []
  })
}
