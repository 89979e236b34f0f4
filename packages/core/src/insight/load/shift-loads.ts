// Each shift of a schedule with what was predicted of it beside what it became.
//
// Predicted: the hours on call, weighed by class. Actual: the same, and what the pages that reached
// its person during it cost. A shift counts as far as it lies within the span, so neighbouring spans
// never count an hour twice. A page reaches a person, not a schedule: whoever is on call in two
// schedules at once has it in the shifts of both, and once in their own load.

import type { Span } from '../../platform/time.ts'
import { weightedHours } from '../../schedule/change/nights.ts'
import type { SchedulePlan } from '../../schedule/compile-schedule.ts'
import type { CarriedLoad } from '../../schedule/planning/period-plan.ts'
import { hourClasses } from '../../schedule/quality/hour-classes.ts'
import { SHIFT_ROLES, type ShiftRole } from '../../schedule/schedule.ts'
import { shiftsBetween } from '../../schedule/shifts-between.ts'
import { classifyPages, type PersonFacts } from './classify-pages.ts'
import { engagedWithin } from './engaged-spans.ts'
import { HEAVY_SHIFT_PERCENT } from './load-limits.ts'
import { measureWork, type Work } from './measure-work.ts'

export type ShiftLoad = Span & {
  readonly userId: string
  readonly role: ShiftRole
  /** False: the shift reaches beyond the span, and only what lies within is counted. */
  readonly isWhole: boolean
  readonly work: Work
  readonly predictedWeightedHours: number
  readonly actualWeightedHours: number
  /** Weighed at least HEAVY_SHIFT_PERCENT more than predicted. */
  readonly isHeavy: boolean
}

export type FactsOf = ReadonlyMap<string, PersonFacts>

/** The heaviest first. A shadow is never paged, so that line is left out. */
export function shiftLoads(plan: SchedulePlan, span: Span, factsOf: FactsOf): ShiftLoad[] {
  const loads = SHIFT_ROLES.filter((role) => role !== 'shadow').flatMap((role) =>
    shiftsBetween(plan.ofRole(role), span).flatMap((shift) =>
      shift.userIds.flatMap((userId) => {
        const facts = factsOf.get(userId)
        return facts ? [loadOf(facts, role, shift, span)] : []
      }),
    ),
  )
  return loads.sort(
    (a, b) => b.actualWeightedHours - a.actualWeightedHours || a.startsAt - b.startsAt,
  )
}

/** Everybody who is on call in the span, by a role that is paged. */
export function peopleOfShifts(plan: SchedulePlan, span: Span): string[] {
  const roles = SHIFT_ROLES.filter((role) => role !== 'shadow')
  const shifts = roles.flatMap((role) => shiftsBetween(plan.ofRole(role), span))
  return [...new Set(shifts.flatMap(({ userIds }) => userIds))]
}

function loadOf(facts: PersonFacts, role: ShiftRole, shift: Span, within: Span): ShiftLoad {
  const { startsAt, endsAt } = shift
  const counted = {
    startsAt: Math.max(startsAt, within.startsAt),
    endsAt: Math.min(endsAt, within.endsAt),
  }
  const { rhythm } = facts
  const pieces = hourClasses(rhythm, rhythm.holidays, counted)
  const engaged = engagedWithin(facts.engaged, counted)
  const work = measureWork(classifyPages(facts, counted), engaged, pieces)
  const predicted = weightedHours(rhythm, [counted])
  return {
    userId: facts.userId,
    role,
    startsAt,
    endsAt,
    isWhole: counted.startsAt === startsAt && counted.endsAt === endsAt,
    work,
    predictedWeightedHours: predicted,
    actualWeightedHours: predicted + work.weightedHours,
    isHeavy: work.weightedHours * 100 >= predicted * HEAVY_SHIFT_PERCENT,
  }
}

/**
 * What the past weighs for each person, for the next plan: their shifts as they really were, and what
 * called them in while off shift. `shifts` as `shiftLoads` answers, so heavy ones come heaviest first.
 */
export function carriedLoads(
  shifts: readonly ShiftLoad[],
  unscheduledOf: ReadonlyMap<string, Work>,
): Map<string, CarriedLoad> {
  const carried = new Map<string, CarriedLoad>()
  for (const userId of new Set([...shifts.map((one) => one.userId), ...unscheduledOf.keys()])) {
    const own = shifts.filter((one) => one.userId === userId)
    const onCall = own.reduce((sum, one) => sum + one.predictedWeightedHours, 0)
    const onShift = own.reduce((sum, one) => sum + one.work.weightedHours, 0)
    const ofPages = onShift + (unscheduledOf.get(userId)?.weightedHours ?? 0)
    carried.set(userId, {
      weightedHours: onCall + ofPages,
      ofPages,
      heavyShifts: own
        .filter(({ isHeavy }) => isHeavy)
        .map((one) => ({
          startsAt: one.startsAt,
          endsAt: one.endsAt,
          pages: one.work.pages,
          nightPages: one.work.byHour.sleep.pages,
          weightedHours: one.actualWeightedHours,
          predictedWeightedHours: one.predictedWeightedHours,
        })),
    })
  }
  return carried
}
