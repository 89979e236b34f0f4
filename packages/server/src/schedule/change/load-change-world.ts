// Everything a change of shifts is judged by, read at one moment on one connection: all schedules
// with their overrides, their teams' limits, and what is known of each person.
//
// Within a change it is read from the change's own transaction, so a check that passed still holds
// when the change commits. `plansWith` answers who would be on call, without writing anything.

import type { ScheduleDocument, TeamDocument } from '@evenwatch/api'
import {
  type AreaDepth,
  type ChangePerson,
  type ChangeRules,
  compileSchedule,
  DAY_MS,
  DEFAULT_TEAM_LIMITS,
  formatInstant,
  type Instant,
  type Override,
  type Plans,
  type SchedulePlan,
  type Span,
  teamMembersWithout,
  withoutPeople,
} from '@evenwatch/core'
import { readDepths } from '../../catalog/areas/read-user-areas.ts'
import type { PolicyRef } from '../../paging/policy-refs.ts'
import { holidaysOfPeople } from '../../people/holidays/holidays-of.ts'
import { type KnownActors, listKnownActors } from '../../people/list-known-actors.ts'
import type { PersonName } from '../../people/list-people-names.ts'
import { listRhythms } from '../../people/list-rhythms.ts'
import type { Database, Definition } from '../../platform/definitions/definition.ts'
import { loadDefinitions } from '../../platform/definitions/list-definitions.ts'
import { scheduleOf } from '../compile-plan.ts'
import { isFollowed } from '../feeds/is-followed.ts'
import { findOverrides, overrideOf } from '../find-overrides.ts'
import { teamMembersOf } from '../plan-of-schedule.ts'
import type { NewOverride } from '../write-overrides.ts'

/** Load is measured this far back, and the ledger asks no further by itself. */
const OVERRIDES_SINCE_DAYS = 100

export type ChangedOverrides = {
  readonly added?: readonly NewOverride[]
  /** By id; null: it is gone. */
  readonly changed?: ReadonlyMap<string, Override | null>
}

export type ScheduleDefinition = Definition<ScheduleDocument>

export type WorldPerson = ChangePerson & PersonName

export type ChangeWorld = KnownActors & {
  readonly now: Instant
  readonly schedules: ReadonlyMap<string, ScheduleDefinition>
  readonly teams: ReadonlyMap<string, TeamDocument>
  readonly people: ReadonlyMap<string, WorldPerson>
  policyOf(id: string): PolicyRef
  readonly plans: Plans
  /** Overrides that a calendar brings, which are the rotation of the line that follows it. */
  readonly followed: ReadonlySet<string>
  plansWith(changed: ChangedOverrides): Plans
  rulesOf(scheduleId: string): ChangeRules
  findPerson(ref: string, me: string | null): WorldPerson | undefined
  findSchedule(ref: string): ScheduleDefinition | undefined
}

export async function loadChangeWorld(
  db: Database,
  now: Instant,
  since: Instant = now - OVERRIDES_SINCE_DAYS * DAY_MS,
): Promise<ChangeWorld> {
  const definitions = await loadDefinitions(db)
  const { overrides, followed } = await loadOverrides(db, since)
  const actors = await listKnownActors(db)
  const { names } = actors
  const { schedules, teams } = definitionsOf(definitions)
  const areas = [...schedules.values()].flatMap(({ document }) => document.areas)
  const people = await loadWorldPeople(db, names, [...new Set(areas)], now)
  const compile = compilerOf(definitions, names)
  const plans = new Map<string, SchedulePlan>()
  for (const schedule of schedules.values()) {
    plans.set(schedule.id, compile(schedule, overrides.get(schedule.id) ?? []))
  }
  return {
    ...actors,
    now,
    schedules,
    teams,
    people,
    policyOf: (id) => {
      const policy = definitions.find((one) => one.id === id)
      const name = policy?.name ?? id
      return { id, name, displayName: policy?.document.displayName ?? name }
    },
    plans,
    followed,
    plansWith: (changed) => {
      const after = new Map(plans)
      for (const schedule of schedules.values()) {
        const old = overrides.get(schedule.id) ?? NO_OVERRIDES
        const its = withChanges(old, schedule.id, changed)
        if (its !== old) after.set(schedule.id, compile(schedule, its))
      }
      return after
    },
    rulesOf: (scheduleId) => {
      const document = schedules.get(scheduleId)?.document
      const team = document?.teamId ? teams.get(document.teamId) : undefined
      return { limits: team?.limits ?? DEFAULT_TEAM_LIMITS, areas: document?.areas ?? [] }
    },
    findPerson: (ref, me) => {
      const wanted = ref === 'me' && me !== null ? me : ref
      return [...people.values()].find((one) => one.name === wanted) ?? people.get(wanted)
    },
    findSchedule: (ref) =>
      [...schedules.values()].find(({ name }) => name === ref) ?? schedules.get(ref),
  }
}

const NO_OVERRIDES: readonly Override[] = []

function definitionsOf(definitions: readonly Definition[]) {
  const schedules = new Map<string, ScheduleDefinition>()
  const teams = new Map<string, TeamDocument>()
  for (const definition of definitions) {
    // The rows' kinds say whose documents they hold: each was written by its own room.
    if (definition.kind === 'Schedule') {
      schedules.set(definition.id, definition as ScheduleDefinition)
    }
    if (definition.kind === 'Team') teams.set(definition.id, definition.document as TeamDocument)
  }
  return { schedules, teams }
}

/** As `compilePlan`, which would look through the people of all teams again for each schedule. */
function compilerOf(definitions: readonly Definition[], names: readonly PersonName[]) {
  const active = new Set(names.filter((one) => one.isActive).map(({ id }) => id))
  const isActive = (userId: string) => active.has(userId)
  const teamMembers = teamMembersWithout(teamMembersOf(definitions), isActive)
  return ({ id, name, document }: ScheduleDefinition, overrides: readonly Override[]) => {
    const parts = { id, name, document, overrides, teamMembers, isActive }
    return compileSchedule(withoutPeople(scheduleOf(parts), isActive), teamMembers)
  }
}

/** Of each schedule in the order in which they act. */
async function loadOverrides(db: Database, since: Instant) {
  const overrides = new Map<string, Override[]>()
  const followed = new Set<string>()
  for (const row of await findOverrides(db, { endsAfter: since })) {
    const own = overrides.get(row.scheduleId)
    if (own) own.push(overrideOf(row))
    else overrides.set(row.scheduleId, [overrideOf(row)])
    if (isFollowed(row)) followed.add(row.id)
  }
  return { overrides, followed }
}

/** The same array when nothing of this schedule changes. */
function withChanges(
  overrides: readonly Override[],
  scheduleId: string,
  { added = [], changed }: ChangedOverrides,
): readonly Override[] {
  const own = added.filter((one) => one.scheduleId === scheduleId)
  const isTouched = changed !== undefined && overrides.some(({ id }) => changed.has(id))
  if (own.length === 0 && !isTouched) return overrides
  const kept = overrides.flatMap((one) => {
    const newer = changed?.get(one.id)
    return newer === undefined ? [one] : newer === null ? [] : [newer]
  })
  const last = overrides.reduce((most, { position }) => Math.max(most, position), 0)
  return [...kept, ...own.map((one, i) => overrideOf({ ...one, position: last + 1 + i }))]
}

type AbsenceRow = Span & { readonly userId: string; readonly kind: 'vacation' | 'unavailable' }

/** Load is weighed this far back and ahead. */
const HOLIDAYS_DAYS = 100

const NO_DEPTHS: ReadonlyMap<string, ReadonlyMap<string, AreaDepth>> = new Map()

/** Without a row of their own nobody stands in `names`, so the fallbacks never show. */
const UNKNOWN_RHYTHM = {
  timeZone: 'UTC',
  workingHours: { days: [], from: '09:00', until: '17:00' },
  sleepHours: { from: '22:00', until: '07:00' },
  isReachable: false,
} as const

async function loadWorldPeople(
  db: Database,
  names: readonly PersonName[],
  areas: readonly string[],
  now: Instant,
): Promise<Map<string, WorldPerson>> {
  const rhythms = await listRhythms(db)
  const absences = (await db.query<AbsenceRow>(ABSENCES, [formatInstant(now)])).rows
  const depths = areas.length === 0 ? NO_DEPTHS : await readDepths(db, areas)
  const within = {
    startsAt: now - HOLIDAYS_DAYS * DAY_MS,
    endsAt: now + HOLIDAYS_DAYS * DAY_MS,
  }
  const ids = names.map(({ id }) => id)
  const holidays = await holidaysOfPeople(db, ids, within)
  return new Map(
    names.map((one) => [
      one.id,
      {
        ...one,
        ...(rhythms.get(one.id) ?? UNKNOWN_RHYTHM),
        absences: absences.filter(({ userId }) => userId === one.id),
        holidays: disjoint(holidays.get(one.id) ?? []),
        depths: depths.get(one.id) ?? new Map(),
      },
    ]),
  )
}

/** Two holidays on one day are one. */
function disjoint(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const { startsAt, endsAt } of [...spans].sort((a, b) => a.startsAt - b.startsAt)) {
    const last = result.at(-1)
    if (last && startsAt < last.endsAt) {
      result[result.length - 1] = { ...last, endsAt: Math.max(last.endsAt, endsAt) }
    } else result.push({ startsAt, endsAt })
  }
  return result
}

const ABSENCES = `
select user_id as "userId", kind, starts_at as "startsAt", ends_at as "endsAt"
from absence where cancelled_at is null and ends_at > $1
order by starts_at`
