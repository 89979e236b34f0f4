// Our names of everything Grafana OnCall holds, and the findings that arise on the way.
//
// People without an e-mail address cannot be matched and have no name here; whoever refers to them
// finds nobody. Objects without a team, which our services need, belong to a team made for them.

import type { SourceObject } from '../import-result.ts'
import { nameObjects } from '../name-objects.ts'
import type { Report } from '../report.ts'
import { emailOf, type Fields, objectsOf, textOf } from '../source-fields.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'

export type GrafanaNames = {
  readonly users: ReadonlyMap<string, string>
  readonly teams: ReadonlyMap<string, string>
  readonly schedules: ReadonlyMap<string, string>
  readonly chains: ReadonlyMap<string, string>
  readonly services: ReadonlyMap<string, string>
}

/** The name of what has no team in Grafana, and of what pages nobody. */
export const GENERAL_TEAM = 'general'
export const NOBODY = 'nobody'

export function objectNamed(kind: string, fields: Fields, name?: unknown): SourceObject {
  const id = textOf(fields.id) ?? ''
  return { kind, id, name: textOf(name ?? fields.name) ?? id }
}

export function nameEverything(source: GrafanaOncallSource, report: Report): GrafanaNames {
  const named = (objects: readonly SourceObject[], taken: readonly string[] = []) => {
    const { names, findings } = nameObjects(objects, taken)
    report.findings.push(...findings)
    return names
  }
  const people = objectsOf(source.users).filter((user) => emailOf(user.email) !== null)
  return {
    users: named(people.map((user) => objectNamed('user', user, user.username ?? user.email))),
    teams: named(
      objectsOf(source.teams).map((team) => objectNamed('team', team)),
      [GENERAL_TEAM],
    ),
    schedules: named(
      objectsOf(source.schedules).map((one) => objectNamed('schedule', one)),
      [NOBODY],
    ),
    chains: named(
      objectsOf(source.escalation_chains).map((one) => objectNamed('escalation chain', one)),
      [NOBODY],
    ),
    services: named(objectsOf(source.integrations).map((one) => objectNamed('integration', one))),
  }
}

/** The team of an object; null when it has none or one that is not known. */
export function teamOf(fields: Fields, names: GrafanaNames): string | null {
  return names.teams.get(textOf(fields.team_id) ?? '') ?? null
}
