// Each shift of a schedule as it was predicted beside what it became, and what each person carries.

import {
  type CallOutput,
  LOAD_SHIFTS_MAX,
  type getScheduleLoad as route,
  type ShiftLoadView,
} from '@evenwatch/api'
import {
  carriedLoads,
  type Directory,
  describeShiftLoad,
  formatInstant,
  type ShiftLoad,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { FORMULA, tenth, userRef, workView } from './load-views.ts'
import { mayReadLoadOfTeam } from './may-read-load.ts'
import { type LoadQuery, readLoadSpan } from './read-load-span.ts'
import { type WeighedSchedule, weighSchedule } from './weigh-schedule.ts'

type Answer = CallOutput<typeof route>

export async function getScheduleLoad(
  context: ServerContext,
  principal: Principal,
  ref: string,
  query: LoadQuery,
): Promise<Answer | Refusal> {
  const span = readLoadSpan(query, context.clock.now())
  if (isRefusal(span)) return span
  const directory = await context.directory.refresh()
  const entry = [...directory.schedules.values()].find(
    ({ schedule }) => schedule.id === ref || schedule.name === ref,
  )
  if (!entry) return refuse('not-found')
  const { schedule, displayName } = entry
  const weighed = await weighSchedule(context, directory, schedule.id, span)
  if (!weighed) return refuse('not-found')
  // Whoever takes turns may read it as well: not every schedule has a team.
  const isOnIt = principal.userId !== null && weighed.facts.has(principal.userId)
  if (!isOnIt && !mayReadLoadOfTeam(directory, principal, schedule.teamId)) {
    return refuse('not-allowed')
  }
  const { shifts } = weighed
  const viewOf = (one: ShiftLoad) => shiftView(directory, one, shifts, schedule.timeZone)
  return {
    from: formatInstant(span.startsAt),
    until: formatInstant(span.endsAt),
    formula: FORMULA,
    schedule: { name: schedule.name, displayName },
    timeZone: schedule.timeZone,
    people: peopleOf(directory, weighed),
    shifts: shifts.slice(0, LOAD_SHIFTS_MAX).map(viewOf),
    shiftsLeftOut: Math.max(0, shifts.length - LOAD_SHIFTS_MAX),
  }
}

function peopleOf(directory: Directory, { shifts, unscheduled }: WeighedSchedule) {
  const people = [...carriedLoads(shifts, unscheduled)].map(([userId, { weightedHours }]) => {
    const own = shifts.filter((one) => one.userId === userId)
    const sum = (of: (shift: ShiftLoad) => number) =>
      tenth(own.reduce((total, shift) => total + of(shift), 0))
    return {
      user: userRef(directory, userId),
      shifts: own.length,
      predictedWeightedHours: sum((shift) => shift.predictedWeightedHours),
      actualWeightedHours: sum((shift) => shift.actualWeightedHours),
      unscheduledWeightedHours: tenth(unscheduled.get(userId)?.weightedHours ?? 0),
      carriedWeightedHours: tenth(weightedHours),
    }
  })
  return people.sort((a, b) => (a.user.displayName < b.user.displayName ? -1 : 1))
}

function shiftView(
  directory: Directory,
  shift: ShiftLoad,
  all: readonly ShiftLoad[],
  timeZone: string,
): ShiftLoadView {
  const user = userRef(directory, shift.userId)
  return {
    user,
    role: shift.role,
    startsAt: formatInstant(shift.startsAt),
    endsAt: formatInstant(shift.endsAt),
    isWhole: shift.isWhole,
    predictedWeightedHours: tenth(shift.predictedWeightedHours),
    actualWeightedHours: tenth(shift.actualWeightedHours),
    isHeavy: shift.isHeavy,
    nightPages: shift.work.byHour.sleep.pages,
    work: workView(shift.work),
    sentence: describeShiftLoad(shift, all, { displayName: user.displayName, timeZone }),
  }
}
