// Events of LinkedIn Oncall as overrides and absences: the calendar as it stands.
//
// Whoever has an event is on call, together with whoever else has one; so an event adds its person.
// Only where it takes a turn that the `default` scheduler would otherwise fill later (it leaves out
// a turn that is there already) does it set the person instead. Events of one turn share a link.

import { formatInstant, type ShiftRole, WEEK_MS } from '@evenwatch/core'
import type { ImportedAbsence, ImportedOverride, RenderedSchedule } from '../import-result.ts'
import type { ConvertedRoster } from './convert-roster.ts'
import { type LinkedinWorld, teamObject } from './linkedin-world.ts'
import { type LinkedinEvent, type LinkedinTeam, shiftRoleOf } from './read-team.ts'
import { type PlacedEvent, renderCalendar } from './render-calendar.ts'
import { turnWeeks } from './template-layers.ts'

export type TeamEvents = {
  readonly overrides: readonly ImportedOverride[]
  readonly absences: readonly ImportedAbsence[]
  readonly rendered: readonly RenderedSchedule[]
}

/** Schedulers that fill a turn although an event for it is there. */
const FILLS_ANYWAY = ['round-robin', 'no-skip-matching', 'multi-team']

export function convertEvents(
  team: LinkedinTeam,
  rosters: readonly ConvertedRoster[],
  world: LinkedinWorld,
): TeamEvents {
  const { now, names, people, report } = world
  const own = world.events.filter((event) => event.team === team.name)
  const live = own.filter((event) => event.endsAt > now)
  if (live.length < own.length) {
    const detail = `${own.length - live.length} of its events ended before this import.`
    report.cannot('override-ended', teamObject(team), detail)
  }
  const overrides: ImportedOverride[] = []
  const absences: ImportedAbsence[] = []
  const placed = new Map<ConvertedRoster, PlacedEvent[]>()
  // The calendar says who was to be on call, even those whom nobody knows here.
  const place = (event: LinkedinEvent, user: string, roster: ConvertedRoster | undefined) => {
    const role = shiftRoleOf(event.role)
    if (role === null || roster === undefined) return
    placed.set(roster, [...(placed.get(roster) ?? []), { event, user, role }])
  }
  for (const event of live.sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))) {
    const object = { kind: 'event', id: event.id, name: `${event.role} of ${event.user}` }
    const roster = rosterOf(event, team, rosters)
    const user = people.has(event.user) ? names.users.get(event.user) : undefined
    if (user === undefined) {
      const detail = `${event.user} has no e-mail address or is not listed.`
      report.cannot('user-unknown', object, detail, roster?.name)
      place(event, event.user, roster)
      continue
    }
    if (event.role === 'vacation' || event.role === 'unavailable') {
      absences.push(absenceOf(event, event.role, user))
      continue
    }
    const role = shiftRoleOf(event.role)
    if (role === null || roster === undefined) {
      const why = role === null ? `There is no role ${event.role} here.` : 'Its team has no roster.'
      report.cannot('override-not-expressible', object, why, roster?.name)
      continue
    }
    overrides.push(overrideOf(event, user, role, roster))
    place(event, user, roster)
  }
  const rendered = rosters.flatMap((roster) =>
    renderCalendar(roster, placed.get(roster) ?? [], now),
  )
  return { overrides, absences, rendered }
}

function absenceOf(
  event: LinkedinEvent,
  kind: ImportedAbsence['kind'],
  user: string,
): ImportedAbsence {
  const { id, startsAt, endsAt, note } = event
  return { user, sourceRef: `linkedin-oncall:event:${id}`, kind, startsAt, endsAt, note }
}

/** The roster of its template; for events entered by hand, the first that has the role. */
function rosterOf(
  event: LinkedinEvent,
  team: LinkedinTeam,
  rosters: readonly ConvertedRoster[],
): ConvertedRoster | undefined {
  const { scheduleId } = event
  const byTemplate = rosters.find((one) => scheduleId !== null && one.futures.has(scheduleId))
  if (byTemplate) return byTemplate
  const withRole = rosters.filter((one) =>
    [...one.futures.values()].some(({ role }) => role === event.role),
  )
  const withPerson = withRole.find((one) => {
    const ids = [...one.futures.keys()]
    const roster = team.rosters.find(({ templates }) =>
      templates.some(({ id }) => ids.includes(id)),
    )
    return roster?.people.includes(event.user)
  })
  return withPerson ?? withRole[0] ?? rosters[0]
}

function overrideOf(
  event: LinkedinEvent,
  user: string,
  role: ShiftRole,
  roster: ConvertedRoster,
): ImportedOverride {
  const who = takesTurn(event, role, roster)
    ? { kind: 'set' as const, users: [user] }
    : { kind: 'add' as const, add: user }
  return {
    schedule: roster.name,
    sourceRef: `linkedin-oncall:event:${event.id}`,
    linkRef: event.linkId === null ? null : `linkedin-oncall:link:${event.linkId}`,
    input: {
      ...who,
      role,
      startsAt: formatInstant(event.startsAt),
      endsAt: formatInstant(event.endsAt),
      reason: event.note.slice(0, 1_000),
      cause: 'import',
    },
  }
}

/** An event by hand in just the place of a turn that the layer would give to somebody else. */
function takesTurn(event: LinkedinEvent, role: ShiftRole, roster: ConvertedRoster): boolean {
  return [...roster.futures.values()].some(({ role: ofLine, template, zone, layerFrom }) => {
    const [only, ...others] = template.events
    if (ofLine !== role || layerFrom === null || event.startsAt < layerFrom) return false
    if (FILLS_ANYWAY.includes(template.scheduler) || !only || others.length > 0) return false
    const sinceFirst = zone.wallAt(event.startsAt) - zone.wallAt(layerFrom)
    const lastsMs = zone.wallAt(event.endsAt) - zone.wallAt(event.startsAt)
    const turnMs = turnWeeks(template.events) * WEEK_MS
    return sinceFirst % turnMs === 0 && lastsMs === only.durationMs
  })
}
