// Everything a plan is made of: the turns, the people with their hours and absences, and where they
// are on call already, here and for other schedules.

import type { ScheduleDocument } from '@evenwatch/api'
import {
  compileSchedule,
  type Directory,
  editRotation,
  HOUR_MS,
  levelCarried,
  ofRole,
  type Period,
  type PersonSpan,
  type PlanPeriodInput,
  pagedPlans,
  type QualityPerson,
  type Schedule,
  type ScheduleEntry,
  type Span,
  spansByPerson,
  type TeamLimits,
  WEEK_MS,
  withoutPeople,
} from '@evenwatch/core'
import { readDepths } from '../../catalog/areas/read-user-areas.ts'
import { carriedLoad } from '../../insight/load/carried-load.ts'
import { listPersonHours } from '../../people/list-person-hours.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Definition } from '../../platform/definitions/definition.ts'
import { qualityPeople } from '../quality/gather-quality.ts'
import { plansSince } from '../quality/plans-since.ts'
import { readAbsences, readHolidays } from '../quality/read-away.ts'
import { type PresentTurns, presentTurns } from './present-turns.ts'
import type { PlanQuestion } from './read-plan-question.ts'

/** How much of the past is made up for; older load is taken as settled. */
const CARRIED_WEEKS = 26

/** On call for another schedule, with its name for those who ask where. */
export type Booking = PersonSpan & { readonly schedule: string }

export type PlanningInputs = {
  readonly input: PlanPeriodInput
  readonly people: ReadonlyMap<string, QualityPerson>
  readonly bookings: readonly Booking[]
  readonly present: PresentTurns
  /** Changes of single shifts in the period; they act on whoever is planned. */
  readonly overrideCount: number
}

export async function planningInputs(
  context: ServerContext,
  directory: Directory,
  { id, document }: Definition<ScheduleDocument>,
  period: Period,
  question: PlanQuestion,
): Promise<PlanningInputs> {
  const { pool } = context
  const { limits, userIds, shiftsMaxOf, seed } = question
  const hours = new Map((await listPersonHours(pool)).map((one) => [one.userId, one]))
  const people = qualityPeople(directory, hours)
  const around = widened(period, limits)
  const entries = await plansSince(context, directory, around.startsAt)
  const own = entries.find(({ schedule }) => schedule.id === id)
  const others = entries.filter((entry) => entry !== own)
  const isActive = (userId: string) => directory.people.get(userId)?.isActive ?? false
  const standing = withoutPeople(scheduleNow(id, document, own), isActive)
  const teamMembers = own?.plan.teamMembers ?? new Map()
  const acting = ofRole(standing, period.layer.role).overrides.filter(
    ({ startsAt, endsAt }) => endsAt > period.startsAt && startsAt < period.endsAt,
  )
  const staying = stayingPlan(
    standing,
    period,
    acting.map((one) => one.id),
  )
  const present = presentTurns({ ...standing, overrides: [] }, teamMembers, period)
  const bookings = bookingsOf(others, around)
  const { areas } = document
  const past = {
    startsAt: Math.min(context.clock.now(), period.startsAt) - CARRIED_WEEKS * WEEK_MS,
    endsAt: period.startsAt,
  }
  const input: PlanPeriodInput = {
    timeZone: document.timeZone,
    slots: slotsOf(period),
    people: userIds.flatMap((userId) => people.get(userId) ?? []),
    absences: await readAbsences(pool, around),
    holidays: await readHolidays(
      pool,
      [...new Set([...userIds, ...present.spansOf.keys()])],
      around,
    ),
    limits,
    shiftsMaxOf,
    bookedOf: byPerson(bookings),
    heldOf: spansByPerson(pagedPlans(compileSchedule(staying, teamMembers)), around),
    areas,
    depths: areas.length === 0 ? new Map() : await readDepths(pool, areas),
    carriedOf: levelCarried(await carriedLoad(context, id, past), userIds),
    seed,
  }
  return { input, people, bookings, present, overrideCount: acting.length }
}

/** Far enough to see the rest and the weeks in a row that reach into the period. */
function widened({ startsAt, endsAt }: Span, { restHours, weeksInARowMax }: TeamLimits): Span {
  return {
    startsAt: startsAt - (weeksInARowMax + 1) * WEEK_MS - restHours * HOUR_MS,
    endsAt: endsAt + WEEK_MS + restHours * HOUR_MS,
  }
}

export function slotsOf({ turns }: Period): PlanPeriodInput['slots'] {
  const worked = turns.filter((spans) => spans.length > 0)
  return worked.map((spans, index) => ({ index, spans }))
}

/** As the document says, with the overrides of the snapshot. */
export function scheduleNow(
  id: string,
  document: ScheduleDocument,
  entry: ScheduleEntry | undefined,
): Schedule {
  const { teamId, timeZone, stages, layers } = document
  const overrides = entry?.schedule.overrides ?? []
  return { id, name: id, teamId, timeZone, stages, layers, overrides }
}

/** The schedule in which the planned layer names nobody from the period on. */
function stayingPlan(schedule: Schedule, period: Period, acting: readonly string[]): Schedule {
  const empty = { ...period.version, members: [null] }
  const { timeZone } = schedule
  return {
    ...schedule,
    layers: schedule.layers.map((layer) =>
      layer.name === period.layer.name
        ? editRotation(layer, empty, period.startsAt, { timeZone, keepHolder: true })
        : layer,
    ),
    overrides: schedule.overrides.filter(({ id }) => !acting.includes(id)),
  }
}

function bookingsOf(others: readonly ScheduleEntry[], span: Span): Booking[] {
  return others.flatMap(({ schedule, plan }) =>
    [...spansByPerson(pagedPlans(plan), span)].flatMap(([userId, spans]) =>
      spans.map(({ startsAt, endsAt }) => ({ userId, startsAt, endsAt, schedule: schedule.name })),
    ),
  )
}

/** Sorted and disjoint for each person, whatever the schedules. */
function byPerson(bookings: readonly Booking[]): ReadonlyMap<string, readonly Span[]> {
  const spansOf = new Map<string, Span[]>()
  const inOrder = [...bookings].sort((a, b) => a.startsAt - b.startsAt)
  for (const { userId, startsAt, endsAt } of inOrder) {
    const spans = spansOf.get(userId) ?? []
    const last = spans.at(-1)
    if (last && startsAt <= last.endsAt) {
      spans[spans.length - 1] = { ...last, endsAt: Math.max(last.endsAt, endsAt) }
    } else spans.push({ startsAt, endsAt })
    spansOf.set(userId, spans)
  }
  return spansOf
}
