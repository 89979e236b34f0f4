// Everything the quality report of one schedule is told: plans and people from the snapshot, and
// one query each for hours, absences, areas, business events, concerns and the last review.

import type { ScheduleDocument } from '@evenwatch/api'
import {
  currentMembers,
  DEFAULT_TEAM_LIMITS,
  type Directory,
  type Instant,
  type Person,
  pagedPlans,
  type QualityInput,
  type QualityPerson,
  type QualityTeam,
  type Span,
  spansByPerson,
} from '@evenwatch/core'
import { readDepths } from '../../catalog/areas/read-user-areas.ts'
import { listPersonHours, type PersonHours } from '../../people/list-person-hours.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Definition } from '../../platform/definitions/definition.ts'
import { compilePlan, scheduleOf } from '../compile-plan.ts'
import { findAnswersDue } from '../concerns/concerns.ts'
import { findDoubledEvents } from '../events/read-events.ts'
import { planSince } from '../plan-of-schedule.ts'
import { readAbsences, readHolidays } from './read-away.ts'
import { findReview, type Review } from './read-reviews.ts'

export type Gathered = { readonly input: QualityInput; readonly review: Review | null }

/** `isDraft`: the definition holds a document that is not stored. */
export async function gatherQuality(
  context: ServerContext,
  definition: Definition<ScheduleDocument>,
  span: Span,
  isDraft: boolean,
): Promise<Gathered> {
  const { pool } = context
  // Whoever has just deactivated somebody sees at once what that leaves open.
  const directory = await context.directory.refresh()
  const { id, document, updatedAt } = definition
  const { teamId, areas } = document
  const hours = new Map((await listPersonHours(pool)).map((one) => [one.userId, one]))
  const review = await findReview(pool, id)
  const planned = isDraft
    ? planOfDraft(directory, definition)
    : await planOfStored(context, directory, definition, span.startsAt)
  const input = {
    now: context.clock.now(),
    span,
    ...planned,
    others: [...directory.schedules.values()]
      .filter(({ schedule }) => schedule.id !== id)
      .map(({ displayName, plan: other }) => ({ displayName, plan: other })),
    people: qualityPeople(directory, hours),
    teams: qualityTeams(directory),
    absences: await readAbsences(pool, span),
    holidays: await readHolidays(pool, peopleOf(planned, directory, span), span),
    limits: directory.teams.get(teamId ?? '')?.limits ?? DEFAULT_TEAM_LIMITS,
    lookedAfterAt: latest(updatedAt, review?.at),
    areas,
    depths: areas.length === 0 ? new Map() : await readDepths(pool, areas),
    doubled: await findDoubledEvents(pool, teamId, span),
    answersDue: await findAnswersDue(pool, id),
  }
  return { input, review }
}

type Planned = Pick<QualityInput, 'schedule' | 'plan'>

async function planOfStored(
  context: ServerContext,
  directory: Directory,
  definition: Definition<ScheduleDocument>,
  from: Instant,
): Promise<Planned> {
  const plan = await planSince(context, definition, from)
  return { schedule: directory.schedules.get(definition.id)?.schedule ?? plan.schedule, plan }
}

/** Who takes turns or is on call within the span. */
function peopleOf({ schedule, plan }: Planned, directory: Directory, span: Span): string[] {
  const members = currentMembers(schedule, qualityTeams(directory), span)
  return [...new Set([...members.layerOf.keys(), ...spansByPerson(pagedPlans(plan), span).keys()])]
}

/** With the overrides that stand, as they would act on the changed plan. */
function planOfDraft(
  directory: Directory,
  { id, name, document }: Definition<ScheduleDocument>,
): Planned {
  const teams = [...qualityTeams(directory).values()]
  const parts = {
    id,
    name,
    document,
    overrides: directory.schedules.get(id)?.schedule.overrides ?? [],
    teamMembers: new Map(teams.map((team) => [team.id, team.userIds])),
    isActive: (userId: string) => directory.people.get(userId)?.isActive ?? false,
  }
  return { schedule: scheduleOf(parts), plan: compilePlan(parts) }
}

export function qualityTeams(directory: Directory): ReadonlyMap<string, QualityTeam> {
  return new Map(
    [...directory.teams.values()].map(({ id, displayName, leadIds, memberIds }) => [
      id,
      { id, displayName, userIds: [...new Set([...leadIds, ...memberIds])] },
    ]),
  )
}

export function qualityPeople(
  directory: Directory,
  hours: ReadonlyMap<string, PersonHours>,
): ReadonlyMap<string, QualityPerson> {
  const people = new Map<string, QualityPerson>()
  for (const person of directory.people.values()) {
    const own = hours.get(person.id)
    // A person newer than the query is in no plan yet.
    if (!own) continue
    const { id, displayName, timeZone, isActive } = person
    const { workingHours, sleepHours } = own
    const reach = reachOf(person)
    people.set(id, { id, displayName, timeZone, isActive, workingHours, sleepHours, reach })
  }
  return people
}

/** Everybody has the product's own inbox, and it wakes nobody: only what leaves the product counts. */
function reachOf({ contactMethods }: Person): QualityPerson['reach'] {
  const outward = contactMethods.filter(({ channel }) => channel !== 'inbox')
  if (outward.length === 0) return 'none'
  return outward.some(({ verifiedAt }) => verifiedAt !== null) ? 'verified' : 'unverified'
}

function latest(changedAt: Instant, reviewedAt: Instant | undefined): Instant {
  return Math.max(changedAt, reviewedAt ?? changedAt)
}
