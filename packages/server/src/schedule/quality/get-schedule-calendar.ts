// One calendar over all teams (row 22): per schedule and day who is on call, what is uncovered, who
// is away, who carries too much, and how many alert groups are open.
//
// Everything but absences, business events and open alert groups comes from the snapshot's compiled plans: the number
// of queries does not depend on the number of teams.

import {
  CALENDAR_DAYS_MAX,
  type CallOutput,
  type getScheduleCalendar as route,
} from '@evenwatch/api'
import {
  type CalendarDay,
  calendarDays,
  DAY_MS,
  DEFAULT_TEAM_LIMITS,
  type Directory,
  findByRef,
  formatInstant,
  MINUTE_MS,
  type ScheduleEntry,
  type Span,
} from '@evenwatch/core'
import { countOpenGroups } from '../../alert/count-open-groups.ts'
import { policyRefs } from '../../paging/policy-refs.ts'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { eventView } from '../events/list-events.ts'
import { concerns, readEvents } from '../events/read-events.ts'
import { readInstant } from '../read-instant.ts'
import { qualityTeams } from './gather-quality.ts'
import { plansSince } from './plans-since.ts'
import { readAbsences } from './read-away.ts'

type Calendar = CallOutput<typeof route>
type Query = { readonly from: string; readonly until: string; readonly team?: string | undefined }

export async function getScheduleCalendar(
  context: ServerContext,
  query: Query,
): Promise<Calendar | Refusal> {
  const span = readSpan(query)
  if (!('startsAt' in span)) return span
  const directory = context.directory.current()
  const team = query.team === undefined ? null : findByRef(directory.teams, query.team)
  if (query.team !== undefined && team === null)
    return refuse('not-found', { detail: `There is no team ${query.team}.` })
  const entries = [...(await plansSince(context, directory, span.startsAt))].sort(
    byTeamAndName(directory),
  )
  const isShown = ({ schedule }: ScheduleEntry) => team === null || schedule.teamId === team.id
  const shown = entries.filter(isShown)
  const days = calendarDays({
    span,
    schedules: shown.map(({ schedule, plan }) => {
      const limits = directory.teams.get(schedule.teamId ?? '')?.limits ?? DEFAULT_TEAM_LIMITS
      return { schedule, plan, weeksInARowMax: limits.weeksInARowMax }
    }),
    others: entries.filter((entry) => !isShown(entry)).map(({ plan }) => plan),
    teams: qualityTeams(directory),
    absences: await readAbsences(context.pool, span),
  })
  const events = (
    await readEvents(context.pool, { from: span.startsAt, until: span.endsAt })
  ).filter((row) => team === null || concerns(row, team.id))
  const openOf = await openGroupsByTeam(context, directory)
  const named = new Set(
    days.flat().flatMap((day) => [...day.userIds, ...day.away.map((one) => one.userId)]),
  )
  const policyOf = policyRefs(directory)
  return {
    from: formatInstant(span.startsAt),
    until: formatInstant(span.endsAt),
    people: personRefs(directory, [...named]),
    events: events.map((row) => eventView(row, directory)),
    schedules: shown.map(({ schedule, displayName }, i) => {
      const owner = directory.teams.get(schedule.teamId ?? '')
      return {
        schedule: schedule.name,
        displayName,
        team: owner ? { name: owner.name, displayName: owner.displayName } : null,
        timeZone: schedule.timeZone,
        openAlertGroups: owner ? (openOf.get(owner.id) ?? 0) : 0,
        days: (days[i] ?? []).map((day) => dayView(day, policyOf)),
      }
    }),
  }
}

function dayView(
  day: CalendarDay,
  policyOf: ReturnType<typeof policyRefs>,
): Calendar['schedules'][number]['days'][number] {
  const { date, gapMs, userIds, policyIds, away, overload } = day
  const isEmpty = gapMs === day.endsAt - day.startsAt
  return {
    date,
    cover: gapMs === 0 ? 'covered' : isEmpty ? 'nobody' : 'partly',
    gapMinutes: gapMs / MINUTE_MS,
    users: [...userIds],
    policies: policyIds.map(policyOf),
    away: away.map(({ userId, isOnCall }) => ({ user: userId, isOnCall })),
    overload: overload.map(({ userId, why }) => ({ user: userId, why })),
  }
}

async function openGroupsByTeam(
  context: ServerContext,
  directory: Directory,
): Promise<ReadonlyMap<string, number>> {
  const services = [...directory.services.values()]
  const open = await countOpenGroups(
    context.pool,
    services.map(({ id }) => id),
  )
  const byTeam = new Map<string, number>()
  for (const { id, teamId } of services) {
    byTeam.set(teamId, (byTeam.get(teamId) ?? 0) + (open.get(id) ?? 0))
  }
  return byTeam
}

function readSpan(query: Query): Span | Refusal {
  const startsAt = readInstant(query.from, 'from')
  if (typeof startsAt !== 'number') return startsAt
  const endsAt = readInstant(query.until, 'until')
  if (typeof endsAt !== 'number') return endsAt
  if (endsAt > startsAt && endsAt - startsAt <= CALENDAR_DAYS_MAX * DAY_MS) {
    return { startsAt, endsAt }
  }
  const rule = `Later than \`from\`, by at most ${CALENDAR_DAYS_MAX} days.`
  return refuse('invalid-request', { fields: [{ field: 'until', rule }] })
}

/** Schedules without a team come last. */
function byTeamAndName(directory: Directory) {
  const keyOf = ({ schedule }: ScheduleEntry) =>
    `${directory.teams.get(schedule.teamId ?? '')?.name ?? '~'} ${schedule.name}`
  return (a: ScheduleEntry, b: ScheduleEntry) => (keyOf(a) < keyOf(b) ? -1 : 1)
}
