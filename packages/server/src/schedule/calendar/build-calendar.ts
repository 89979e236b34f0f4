// Builds the calendar of a person, a schedule or a team from the database.
//
// Two kinds of fact decide an event's SEQUENCE and DTSTAMP: the newest revision, and the newest
// change in time, of everything its schedule rests on (the schedule, its overrides, cancelled ones
// included, its teams, policies and people). Both only grow, and both stand still while nothing changes;
// so two fetches in between give the same bytes.

import { createHash } from 'node:crypto'
import type { ScheduleDocument } from '@evenwatch/api'
import {
  type Calendar,
  type CalendarEntry,
  type CalendarEvent,
  calendarEntries,
  DAY_MS,
  formatInstant,
  type Instant,
  type ShiftRole,
  type Span,
} from '@evenwatch/core'
import { listPeopleNames, type PersonName } from '../../people/list-people-names.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Database, Definition } from '../../platform/definitions/definition.ts'
import { loadDefinitions } from '../../platform/definitions/list-definitions.ts'
import { compilePlan } from '../compile-plan.ts'
import { findOverrides, type OverrideRow, overrideOf } from '../find-overrides.ts'
import { teamMembersOf } from '../plan-of-schedule.ts'
import { rolesOf } from '../roles-of.ts'

export const CALENDAR_PAST_DAYS = 30
export const CALENDAR_FUTURE_DAYS = 365
const REFRESH_EVERY = 'PT15M'
const UID_CHARS = 40

export type CalendarOf = {
  readonly kind: 'person' | 'schedule' | 'team'
  readonly id: string
  /** Null: every role. */
  readonly role: ShiftRole | null
  /** Only schedules of this team, by name or id; null: of every team. */
  readonly team: string | null
  readonly withGaps: boolean
}

type Schedule = Definition<ScheduleDocument>
type Named = { readonly userIds: string[]; readonly definitionIds: string[] }
type Changed = { readonly sequence: number; readonly changedAt: Instant }

/** Null when what the calendar is of is no longer there. */
export async function buildCalendar(
  { pool, clock, config }: ServerContext,
  of: CalendarOf,
): Promise<Calendar | null> {
  const definitions = await loadDefinitions(pool)
  const people = await listPeopleNames(pool)
  const subject = subjectOf(of, definitions, people)
  if (subject === null) return null
  const teamMembers = teamMembersOf(definitions)
  const active = new Set(people.filter(({ isActive }) => isActive).map(({ id }) => id))
  const isActive = (userId: string) => active.has(userId)
  const span = calendarSpan(clock.now())
  const names = new Map(people.map(({ id, displayName }) => [id, displayName]))
  for (const { id, kind, document } of definitions) {
    if (kind === 'EscalationPolicy') names.set(id, `Policy ${document.displayName}`)
  }
  const candidates = definitions.filter(isSchedule).filter((one) => isOf(one, of, definitions))
  const overrides = await overridesBySchedule(pool, candidates)

  const events: CalendarEvent[] = []
  for (const schedule of candidates) {
    const { id, name, document } = schedule
    const own = overrides.get(id) ?? []
    const standing = own.filter(({ cancelledAt }) => cancelledAt === null).map(overrideOf)
    const plan = compilePlan({ id, name, document, overrides: standing, teamMembers, isActive })
    const entries = rolesOf(document)
      .filter((role) => of.role === null || of.role === role)
      .flatMap((role) =>
        calendarEntries(plan.ofRole(role), {
          span,
          userId: of.kind === 'person' ? of.id : undefined,
          // Nobody misses a shadow: unless a role is named, gaps are those of the primary line.
          withGaps: of.withGaps && of.kind !== 'person' && (of.role ?? 'primary') === role,
        }),
      )
    if (entries.length === 0) continue
    const changed = await readChanged(pool, schedule, own, peopleOf(schedule, own, teamMembers))
    const url = `${config.publicUrl}/schedules/${encodeURIComponent(name)}`
    events.push(...entries.map((entry) => eventOf(entry, schedule, of, names, changed, url)))
  }
  events.sort((a, b) => a.startsAt - b.startsAt || (a.uid < b.uid ? -1 : 1))
  return { name: `On call: ${subject}`, refreshEvery: REFRESH_EVERY, events }
}

/** Whole days, so that gaps that are cut at its ends stay the same through a day. */
export function calendarSpan(now: Instant): Span {
  const today = Math.floor(now / DAY_MS) * DAY_MS
  return {
    startsAt: today - CALENDAR_PAST_DAYS * DAY_MS,
    endsAt: today + (CALENDAR_FUTURE_DAYS + 1) * DAY_MS,
  }
}

function isSchedule(definition: Definition): definition is Schedule {
  return definition.kind === 'Schedule'
}

function subjectOf(
  of: CalendarOf,
  definitions: readonly Definition[],
  people: readonly PersonName[],
): string | null {
  if (of.kind === 'person') {
    return people.find(({ id, isActive }) => id === of.id && isActive)?.displayName ?? null
  }
  return definitions.find(({ id }) => id === of.id)?.document.displayName ?? null
}

function isOf(schedule: Schedule, of: CalendarOf, definitions: readonly Definition[]): boolean {
  const { teamId } = schedule.document
  if (of.team !== null) {
    const team = definitions.find(({ id }) => id === teamId)
    if (team === undefined || (team.name !== of.team && team.id !== of.team)) return false
  }
  if (of.kind === 'schedule') return schedule.id === of.id
  return of.kind === 'person' || teamId === of.id
}

async function overridesBySchedule(
  db: Database,
  schedules: readonly Schedule[],
): Promise<Map<string, OverrideRow[]>> {
  const scheduleIds = schedules.map(({ id }) => id)
  const found = new Map<string, OverrideRow[]>()
  for (const row of await findOverrides(db, { scheduleIds, includeCancelled: true })) {
    found.set(row.scheduleId, [...(found.get(row.scheduleId) ?? []), row])
  }
  return found
}

/** Everybody whom the schedule names, by layer, override or team, and the teams and policies. */
function peopleOf(
  { document }: Schedule,
  overrides: readonly OverrideRow[],
  teamMembers: ReturnType<typeof teamMembersOf>,
): Named {
  const userIds = new Set<string>()
  const teamIds = new Set<string>()
  const policyIds = new Set<string>()
  const add = (id: string | null) => void (id !== null && userIds.add(id))
  for (const member of document.layers.flatMap(({ versions }) =>
    versions.flatMap(({ members }) => members),
  )) {
    if (member === null) continue
    if ('teamId' in member) teamIds.add(member.teamId)
    else if ('policyId' in member) policyIds.add(member.policyId)
    else for (const id of member.userIds) add(id)
  }
  for (const { addUserId, removeUserId, userIds: set } of overrides) {
    for (const id of [addUserId, removeUserId, ...set]) add(id)
  }
  for (const id of teamIds) for (const userId of teamMembers.get(id) ?? []) add(userId)
  return { userIds: [...userIds], definitionIds: [...teamIds, ...policyIds] }
}

async function readChanged(
  db: Database,
  schedule: Schedule,
  overrides: readonly OverrideRow[],
  { userIds, definitionIds }: Named,
): Promise<Changed> {
  const { rows } = await db.query<{ revision: number | null; changedAt: Instant | null }>(CHANGED, [
    schedule.id,
    userIds,
    definitionIds,
  ])
  const [row] = rows
  const revisions = overrides.map(({ revision }) => revision)
  return {
    sequence: Math.max(schedule.revision, row?.revision ?? 0, ...revisions),
    changedAt: Math.max(schedule.updatedAt, row?.changedAt ?? 0),
  }
}

function eventOf(
  entry: CalendarEntry,
  { document }: Schedule,
  of: CalendarOf,
  names: ReadonlyMap<string, string>,
  changed: Changed,
  url: string,
): CalendarEvent {
  const who = [...entry.userIds, ...entry.policyIds].map((id) => names.get(id) ?? id).join(', ')
  const what = `${document.displayName} (${entry.role})`
  const named = of.kind === 'person' ? 'On call' : `${who} on call`
  const head = entry.kind === 'gap' ? 'Nobody on call' : named
  return {
    uid: `${createHash('sha256').update(entry.identity).digest('hex').slice(0, UID_CHARS)}@evenwatch`,
    startsAt: entry.startsAt,
    endsAt: entry.endsAt,
    timeZone: document.timeZone,
    summary: `${head}: ${what}`,
    description:
      entry.kind === 'gap'
        ? `From ${formatInstant(entry.startsAt)} until ${formatInstant(entry.endsAt)}.`
        : `On call: ${who}\nSchedule: ${document.displayName}, ${document.timeZone}`,
    url,
    ...changed,
  }
}

/** Changes of overrides are on the record of their schedule. */
const CHANGED = `
select max(revision) as revision, max(at) as "changedAt" from (
  select null::bigint as revision, max(at) as at from timeline
  where subject_kind = 'schedule' and subject_id = $1
  union all
  select max(revision), max(updated_at) from app_user where id = any ($2::uuid[])
  union all
  select max(revision), max(updated_at) from definition where id = any ($3::uuid[])
) changed`
