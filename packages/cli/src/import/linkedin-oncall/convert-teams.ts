// Teams of LinkedIn Oncall with their services, each paging the team's schedules.
//
// Oncall itself escalates nothing (Iris does), so the policy is ours: whoever is primary at once,
// whoever is secondary five minutes later. Settings that belong to Iris, Slack or the telephone
// exchange are said, and nothing else becomes of them.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import { type DocumentInput, makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import { objectsOf, textOf } from '../source-fields.ts'
import type { ConvertedRoster } from './convert-roster.ts'
import type { LinkedinOncallSource } from './linkedin-oncall-source.ts'
import { type LinkedinWorld, teamObject } from './linkedin-world.ts'
import type { LinkedinTeam } from './read-team.ts'

const SECONDARY_AFTER = '5m'

type PolicyInput = Extract<DocumentInput, { kind: 'EscalationPolicy' }>
type Targets = PolicyInput['spec']['steps'][number]['notify']

export function convertTeam(team: LinkedinTeam, { names }: LinkedinWorld): ConfigurationDocument {
  const name = names.teams.get(team.name) ?? team.name
  const known = (logins: readonly string[]) => [
    ...new Set(logins.flatMap((login) => names.users.get(login) ?? [])),
  ]
  const leads = known(team.admins)
  const members = known(team.people).filter((person) => !leads.includes(person))
  return makeDocument({
    apiVersion: API_VERSION,
    kind: 'Team',
    metadata: namedMetadata(name, team.name),
    spec: { leads, members },
  })
}

export function convertPolicy(
  team: LinkedinTeam,
  rosters: readonly ConvertedRoster[],
  { names, report }: LinkedinWorld,
): ConfigurationDocument {
  const name = names.teams.get(team.name) ?? team.name
  const withRole = (role: ShiftRole) =>
    rosters.filter(({ futures }) => [...futures.values()].some((line) => line.role === role))
  const primary: Targets = withRole('primary').map(({ name: schedule }) => ({ schedule }))
  const secondary: Targets = withRole('secondary').map(({ name: schedule }) => ({
    schedule,
    role: 'secondary' as const,
  }))
  const object = teamObject(team)
  if (primary.length === 0 && secondary.length === 0) {
    const detail = 'It has neither primary nor secondary shifts: its alerts page the whole team.'
    report.changed('escalation-rule-changed', object, detail)
  } else if (secondary.length > 0) {
    const detail = `Oncall escalates nothing itself; here secondary is paged ${SECONDARY_AFTER} after primary.`
    report.changed('escalation-rule-changed', object, detail)
  }
  const first = primary.length > 0 ? primary : [{ team: name }]
  const steps = [
    ...(primary.length > 0 || secondary.length === 0 ? [{ after: '0m', notify: first }] : []),
    ...(secondary.length > 0
      ? [{ after: primary.length > 0 ? SECONDARY_AFTER : '0m', notify: secondary }]
      : []),
  ]
  return makeDocument({
    apiVersion: API_VERSION,
    kind: 'EscalationPolicy',
    metadata: namedMetadata(name, team.name),
    spec: { team: name, steps },
  })
}

/** A service belongs to one team here: the first that names it. */
export function convertServices({ teams, names, report }: LinkedinWorld): ConfigurationDocument[] {
  const owners = new Map<string, LinkedinTeam>()
  for (const team of teams) {
    for (const service of team.services) {
      const owner = owners.get(service)
      if (owner === undefined) owners.set(service, team)
      else if (owner !== team) {
        const object = { kind: 'service', id: service, name: service }
        const detail = `It belonged to ${team.name}, too; here it is ${owner.name}’s alone.`
        report.changed('service-setting-not-expressible', object, detail)
      }
    }
  }
  return [...owners].map(([service, owner]) => {
    const team = names.teams.get(owner.name) ?? owner.name
    return makeDocument({
      apiVersion: API_VERSION,
      kind: 'Service',
      metadata: namedMetadata(names.services.get(service) ?? service, service),
      spec: { team, escalationPolicy: team },
    })
  })
}

const SETTINGS = {
  iris_plan: 'the Iris plan',
  override_phone_number: 'the phone number',
  slack_channel: 'the Slack channel',
  email: 'the address',
} as const

export function reportTeamSettings(
  team: LinkedinTeam,
  source: LinkedinOncallSource,
  { report }: LinkedinWorld,
): void {
  const object = teamObject(team)
  for (const [field, what] of Object.entries(SETTINGS)) {
    const value = textOf(team.fields[field])
    if (value === null) continue
    const code = field === 'iris_plan' ? 'escalation-rule-not-expressible' : 'object-not-imported'
    report.cannot(code, object, `Of the team, ${what} ${value} stays behind.`)
  }
  for (const one of objectsOf(source.subscriptions)) {
    if (textOf(one.team) !== team.name) continue
    const detail = `It showed the shifts of ${textOf(one.subscription)} beside its own.`
    report.cannot('object-not-imported', object, detail)
  }
}
