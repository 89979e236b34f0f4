// Everything LinkedIn Oncall holds, read once, with our names of it.
//
// People are called by their login, and teams and services by their names, which are unique there.
// A roster is one schedule of ours with a layer for each template; its name is the team's and its
// own. Whoever was deactivated or has no e-mail address is not known here.

import type { Instant } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { nameObjects } from '../name-objects.ts'
import { createReport, type Report } from '../report.ts'
import { emailOf, type Fields, flagOf, objectOf, objectsOf, textOf } from '../source-fields.ts'
import type { LinkedinOncallSource } from './linkedin-oncall-source.ts'
import {
  type LinkedinEvent,
  type LinkedinTeam,
  type Roster,
  readEvent,
  readTeam,
} from './read-team.ts'

export type LinkedinWorld = {
  readonly now: Instant
  readonly report: Report
  /** Fields by login, of people who come over. */
  readonly people: ReadonlyMap<string, Fields>
  readonly leftOut: readonly Fields[]
  readonly teams: readonly LinkedinTeam[]
  readonly events: readonly LinkedinEvent[]
  readonly names: {
    readonly users: ReadonlyMap<string, string>
    readonly teams: ReadonlyMap<string, string>
    /** By `rosterKey`. */
    readonly schedules: ReadonlyMap<string, string>
    readonly services: ReadonlyMap<string, string>
  }
}

export function rosterKey(team: LinkedinTeam, roster: Roster): string {
  return `${team.name}/${roster.id}`
}

export function rosterObject(team: LinkedinTeam, roster: Roster): SourceObject {
  const isSame = roster.name.toLowerCase().startsWith(team.name.toLowerCase())
  const name = isSame ? roster.name : `${team.name} ${roster.name}`
  return { kind: 'roster', id: rosterKey(team, roster), name }
}

export function teamObject(team: LinkedinTeam): SourceObject {
  return { kind: 'team', id: team.id, name: team.name }
}

export function userObject(user: Fields): SourceObject {
  const login = textOf(user.name) ?? ''
  return { kind: 'user', id: textOf(user.id) ?? login, name: login }
}

export function readWorld(source: LinkedinOncallSource, now: Instant): LinkedinWorld {
  const report = createReport()
  const all = peopleOf(source)
  const isKnown = (user: Fields) =>
    emailOf(objectOf(user.contacts).email) !== null && flagOf(user.active) !== false
  const people = new Map([...all].filter(([, user]) => isKnown(user)))
  const teams = objectsOf(source.teams).flatMap((fields) => {
    const team = readTeam(fields)
    if (team?.isActive) return [team]
    if (team) report.cannot('object-not-imported', teamObject(team), 'The team was deleted.')
    return []
  })
  const named = (objects: readonly SourceObject[]) => {
    const { names, findings } = nameObjects(objects)
    report.findings.push(...findings)
    return names
  }
  const services = new Set(teams.flatMap((team) => team.services))
  const rosters = teams.flatMap((team) => team.rosters.map((roster) => rosterObject(team, roster)))
  return {
    now,
    report,
    people,
    leftOut: [...all.values()].filter((user) => !isKnown(user)),
    teams,
    events: objectsOf(source.events).flatMap((event) => readEvent(event) ?? []),
    names: {
      users: named([...people.keys()].map((name) => ({ kind: 'user', id: name, name }))),
      teams: named(teams.map((team) => ({ ...teamObject(team), id: team.name }))),
      schedules: named(rosters),
      services: named([...services].map((name) => ({ kind: 'service', id: name, name }))),
    },
  }
}

/** Teams show their people in full, so an export of teams alone is enough. */
function peopleOf(source: LinkedinOncallSource): Map<string, Fields> {
  const inTeams = objectsOf(source.teams).flatMap((team) =>
    objectsOf(Object.values(objectOf(team.users))),
  )
  const people = new Map<string, Fields>()
  for (const user of [...inTeams, ...objectsOf(source.users)]) {
    const name = textOf(user.name)
    if (name !== null) people.set(name, user)
  }
  return people
}
