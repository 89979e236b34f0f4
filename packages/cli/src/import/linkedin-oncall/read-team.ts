// Teams, rosters, templates and events of LinkedIn Oncall, read into numbers.
//
// A template's times are seconds from Sunday 00:00 in the team's zone; an event's are Unix seconds.

import { type Instant, SECOND_MS, SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import {
  type Fields,
  flagOf,
  numberOf,
  objectOf,
  objectsOf,
  textOf,
  textsOf,
} from '../source-fields.ts'

export type TemplateEvent = { readonly startMs: number; readonly durationMs: number }

export type Template = {
  readonly id: string
  /** The source's word, which may be none of ours. */
  readonly role: string
  readonly events: readonly TemplateEvent[]
  readonly scheduler: string
  /** The order of a round robin. */
  readonly order: readonly string[]
  /** False: the future is not filled by the scheduler at all. */
  readonly isPopulated: boolean
}

export type Roster = {
  readonly id: string
  readonly name: string
  /** Those in rotation. */
  readonly people: readonly string[]
  readonly templates: readonly Template[]
}

export type LinkedinTeam = {
  readonly id: string
  readonly name: string
  readonly isActive: boolean
  readonly timeZone: string | null
  readonly admins: readonly string[]
  readonly people: readonly string[]
  readonly services: readonly string[]
  readonly rosters: readonly Roster[]
  readonly fields: Fields
}

export type LinkedinEvent = {
  readonly id: string
  readonly team: string
  readonly user: string
  readonly role: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly scheduleId: string | null
  readonly linkId: string | null
  readonly note: string
}

export function readTeam(fields: Fields): LinkedinTeam | null {
  const name = textOf(fields.name)
  if (name === null) return null
  const rosters = Object.entries(objectOf(fields.rosters)).map(([roster, value]) =>
    readRoster(roster, objectOf(value)),
  )
  const people = new Set([
    ...Object.keys(objectOf(fields.users)),
    ...rosters.flatMap((roster) => roster.people),
  ])
  return {
    id: textOf(fields.id) ?? name,
    name,
    isActive: flagOf(fields.active) !== false,
    timeZone: textOf(fields.scheduling_timezone),
    admins: objectsOf(fields.admins).flatMap((admin) => textOf(admin.name) ?? []),
    people: [...people],
    services: textsOf(fields.services),
    rosters,
    fields,
  }
}

function readRoster(name: string, fields: Fields): Roster {
  return {
    id: textOf(fields.id) ?? name,
    name,
    people: objectsOf(fields.users)
      .filter((user) => flagOf(user.in_rotation) !== false)
      .flatMap((user) => textOf(user.name) ?? []),
    templates: objectsOf(fields.schedules).map(readTemplate),
  }
}

function readTemplate(fields: Fields): Template {
  const scheduler = objectOf(fields.scheduler)
  return {
    id: textOf(fields.id) ?? '',
    role: textOf(fields.role) ?? '',
    events: objectsOf(fields.events)
      .flatMap(({ start, duration }) => {
        const [startS, durationS] = [numberOf(start), numberOf(duration)]
        if (startS === null || durationS === null || durationS <= 0) return []
        return [{ startMs: startS * SECOND_MS, durationMs: durationS * SECOND_MS }]
      })
      .sort((a, b) => a.startMs - b.startMs),
    scheduler: textOf(scheduler.name) ?? textOf(fields.scheduler) ?? 'default',
    order: textsOf(scheduler.data),
    isPopulated: (numberOf(fields.auto_populate_threshold) ?? 21) > 0,
  }
}

export function readEvent(fields: Fields): LinkedinEvent | null {
  const [id, team, user] = [textOf(fields.id), textOf(fields.team), textOf(fields.user)]
  const [start, end] = [numberOf(fields.start), numberOf(fields.end)]
  if (id === null || team === null || user === null || start === null || end === null) return null
  if (start >= end) return null
  return {
    id,
    team,
    user,
    role: textOf(fields.role) ?? '',
    startsAt: start * SECOND_MS,
    endsAt: end * SECOND_MS,
    scheduleId: textOf(fields.schedule_id),
    linkId: textOf(fields.link_id),
    note: textOf(fields.note) ?? '',
  }
}

export function shiftRoleOf(role: string): ShiftRole | null {
  return SHIFT_ROLES.find((one) => one === role) ?? null
}
