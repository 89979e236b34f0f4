// Everything that LinkedIn Oncall's API gives, as documents, overrides and absences of ours.
//
// Pure: the same source and the same `now` give the same answer.

import type { ConfigurationDocument } from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import type {
  ImportedAbsence,
  ImportedOverride,
  ImportResult,
  RenderedSchedule,
} from '../import-result.ts'
import { convertEvents } from './convert-events.ts'
import { convertPeople } from './convert-people.ts'
import { convertRoster } from './convert-roster.ts'
import { convertPolicy, convertServices, convertTeam, reportTeamSettings } from './convert-teams.ts'
import type { LinkedinOncallSource } from './linkedin-oncall-source.ts'
import { type LinkedinWorld, readWorld } from './linkedin-world.ts'

export function convertLinkedinOncall(
  source: LinkedinOncallSource,
  { now }: { readonly now: Instant },
): ImportResult {
  const world = readWorld(source, now)
  const users = convertPeople(source, world)
  const teams: ConfigurationDocument[] = []
  const schedules: ConfigurationDocument[] = []
  const policies: ConfigurationDocument[] = []
  const overrides: ImportedOverride[] = []
  const absences: ImportedAbsence[] = []
  const rendered: RenderedSchedule[] = []
  for (const team of world.teams) {
    const rosters = team.rosters.flatMap((roster) => convertRoster(team, roster, world) ?? [])
    const events = convertEvents(team, rosters, world)
    teams.push(convertTeam(team, world))
    schedules.push(...rosters.map(({ document }) => document))
    if (rosters.length > 0 || team.services.length > 0) {
      policies.push(convertPolicy(team, rosters, world))
    }
    overrides.push(...events.overrides)
    absences.push(...events.absences)
    rendered.push(...events.rendered)
    reportTeamSettings(team, source, world)
  }
  reportStrangers(world)
  return {
    documents: [...users, ...teams, ...schedules, ...policies, ...convertServices(world)],
    overrides,
    absences,
    findings: world.report.findings,
    rendered,
  }
}

function reportStrangers({ events, teams, report }: LinkedinWorld): void {
  const known = new Set(teams.map(({ name }) => name))
  const strangers = events.filter(({ team }) => !known.has(team))
  for (const team of new Set(strangers.map((event) => event.team))) {
    const count = strangers.filter((event) => event.team === team).length
    const object = { kind: 'team', id: team, name: team }
    report.cannot('not-found-in-source', object, `${count} events are of this team.`)
  }
}
