// A slow second reading of every demand, and brute force over all assignments: what the planner's
// answers are held against. It shares no code with the planner but the quality report's own reading
// of weeks in a row.

import { HOUR_MS, type Span } from '../../../platform/time.ts'
import { joinSpans } from '../../quality/join-spans.ts'
import { weeksInARow } from '../../quality/weeks-in-a-row.ts'
import type { PlanDemand, PlanPeriodInput } from '../period-plan.ts'

export type Holders = readonly (string | null)[]

export function allDemands(input: PlanPeriodInput): PlanDemand[] {
  const spans = (kind: 'booked' | 'held', spansOf: PlanPeriodInput['bookedOf'] = new Map()) =>
    [...spansOf].flatMap(([userId, list]) =>
      joinSpans(list).map((span): PlanDemand => ({ kind, userId, ...span })),
    )
  return [
    { kind: 'rest', restHours: input.limits.restHours },
    { kind: 'weeks-in-a-row', weeksInARowMax: input.limits.weeksInARowMax },
    ...input.areas.map((area): PlanDemand => ({ kind: 'area', area })),
    ...[...(input.shiftsMaxOf ?? [])].map(([userId, shiftsMax]): PlanDemand => {
      return { kind: 'shifts-max', userId, shiftsMax }
    }),
    ...input.slots.map(({ index, spans: [first, ...more] }): PlanDemand => {
      const startsAt = first?.startsAt ?? 0
      return { kind: 'slot', slot: index, startsAt, endsAt: (more.at(-1) ?? first)?.endsAt ?? 0 }
    }),
    ...spans('booked', input.bookedOf),
    ...spans('held', input.heldOf),
    ...input.absences.map((one): PlanDemand => ({ kind: 'absence', ...one })),
  ]
}

/** Which demands one turn of one person breaks, whatever else they hold. */
function faultsOfTurn(
  input: PlanPeriodInput,
  demands: readonly PlanDemand[],
  userId: string,
  slot: number,
): PlanDemand[] {
  const spans = input.slots[slot]?.spans ?? []
  const restMs = restOf(demands)
  const meets = (other: Span) =>
    spans.some(({ startsAt, endsAt }) => startsAt < other.endsAt && endsAt > other.startsAt)
  return demands.filter((demand) => {
    if (demand.kind === 'area') {
      const depth = input.depths.get(userId)?.get(demand.area)
      return depth !== 'owner' && depth !== 'alone'
    }
    if (!('userId' in demand) || demand.userId !== userId) return false
    switch (demand.kind) {
      case 'absence':
        return meets(demand)
      case 'booked':
      case 'held':
        return meets(demand) || pausesAround(spans, demand).some((ms) => ms > 0 && ms < restMs)
      case 'shifts-max':
        return demand.shiftsMax === 0
      default:
        return false
    }
  })
}

/** The demands that a whole or partial assignment breaks. */
export function faultsOf(
  input: PlanPeriodInput,
  demands: readonly PlanDemand[],
  holders: Holders,
): PlanDemand[] {
  const faults = demands.filter(({ kind, ...demand }) => {
    return kind === 'slot' && 'slot' in demand && holders[demand.slot] === null
  })
  holders.forEach((userId, slot) => {
    if (userId !== null) faults.push(...faultsOfTurn(input, demands, userId, slot))
  })
  for (const { id } of input.people) {
    const theirs = input.slots.filter(({ index }) => holders[index] === id)
    for (const demand of demands) {
      const isBroken =
        (demand.kind === 'shifts-max' &&
          demand.userId === id &&
          theirs.length > demand.shiftsMax) ||
        (demand.kind === 'rest' && hasShortRest(theirs, demand.restHours * HOUR_MS)) ||
        (demand.kind === 'weeks-in-a-row' && hasLongRow(input, demands, id, theirs))
      if (isBroken) faults.push(demand)
    }
  }
  return faults
}

/** Brute force: whether anybody can hold what must be held. Turns nobody must hold may be. */
export function isSolvable(input: PlanPeriodInput, demands: readonly PlanDemand[]): boolean {
  const required = new Set(demands.flatMap((one) => (one.kind === 'slot' ? [one.slot] : [])))
  const options = input.slots.map(({ index }): Holders => {
    const able = input.people.filter(
      ({ id, isActive }) => isActive && faultsOfTurn(input, demands, id, index).length === 0,
    )
    return [...(required.has(index) ? [] : [null]), ...able.map(({ id }) => id)]
  })
  function anyFrom(slot: number, holders: Holders): boolean {
    const choices = options[slot]
    if (!choices) return true
    return choices.some((userId) => {
      // More turns never mend what too many or too near ones break.
      const next = [...holders, userId]
      return faultsOf(input, demands, next).length === 0 && anyFrom(slot + 1, next)
    })
  }
  return anyFrom(0, [])
}

function hasShortRest(slots: PlanPeriodInput['slots'], restMs: number): boolean {
  return slots.some(({ spans }, i) => {
    const before = slots[i - 1]?.spans.at(-1)
    const pauseMs = (spans[0]?.startsAt ?? 0) - (before?.endsAt ?? Number.NEGATIVE_INFINITY)
    return pauseMs > 0 && pauseMs < restMs
  })
}

function hasLongRow(
  input: PlanPeriodInput,
  demands: readonly PlanDemand[],
  userId: string,
  slots: PlanPeriodInput['slots'],
): boolean {
  const turns = slots.flatMap(({ spans }) => spans)
  if (turns.length === 0) return false
  const held = demands.filter((one) => one.kind === 'held' && one.userId === userId)
  const covered = joinSpans([
    ...input.slots.flatMap(({ spans }) => spans),
    ...[...(input.heldOf?.values() ?? [])].flat(),
  ])
  const span = {
    startsAt: covered[0]?.startsAt ?? 0,
    endsAt: covered[covered.length - 1]?.endsAt ?? 0,
  }
  const { weeksInARowMax } = input.limits
  const everybody = new Map([
    ['everybody else', covered],
    [userId, joinSpans([...turns, ...held.flatMap((one) => ('startsAt' in one ? [one] : []))])],
  ])
  return weeksInARow({ timeZone: input.timeZone, span, weeksInARowMax }, everybody).some(
    (row) =>
      row.userId === userId &&
      turns.some((turn) => turn.startsAt < row.endsAt && turn.endsAt > row.startsAt),
  )
}

function pausesAround(spans: readonly Span[], other: Span): number[] {
  const before = spans.filter(({ endsAt }) => endsAt <= other.startsAt).at(-1)
  const after = spans.find(({ startsAt }) => startsAt >= other.endsAt)
  return [
    ...(before ? [other.startsAt - before.endsAt] : []),
    ...(after ? [after.startsAt - other.endsAt] : []),
  ]
}

function restOf(demands: readonly PlanDemand[]): number {
  const rest = demands.find((demand) => demand.kind === 'rest')
  return rest?.kind === 'rest' ? rest.restHours * HOUR_MS : 0
}
