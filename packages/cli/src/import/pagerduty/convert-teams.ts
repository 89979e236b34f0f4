// Teams: a manager leads, responders and observers are members. A team inside another team stands
// by itself here.

import type { ConfigurationDocument } from '@evenwatch/api'
import { PEOPLE_LIMITS } from '@evenwatch/core'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, sourceObject, userNamed } from './pagerduty-world.ts'

export function convertTeams(
  source: PagerdutySource,
  world: PagerdutyWorld,
): ConfigurationDocument[] {
  return (source.teams ?? []).map((team) => {
    const object = sourceObject('team', team)
    const leads = new Set<string>()
    const members = new Set<string>()
    const listed = source.team_members?.[team.id] ?? team.members ?? []
    for (const { user, role } of listed.slice(0, PEOPLE_LIMITS.membersPerTeam)) {
      const name = userNamed(world, user, object, 'the team is smaller by one')
      if (name !== null) (role === 'manager' ? leads : members).add(name)
    }
    if (listed.length > PEOPLE_LIMITS.membersPerTeam) {
      const detail = `Only the first ${PEOPLE_LIMITS.membersPerTeam} people came over.`
      note(world, 'changed', 'team-changed', object, detail)
    }
    if (team.parent) {
      const parent = team.parent.summary ?? team.parent.id
      const detail = `The team stands by itself; in PagerDuty it is part of ${parent}.`
      note(world, 'changed', 'team-changed', object, detail)
    }
    const name = world.teams.get(team.id) ?? object.name
    return makeDocument({
      apiVersion: 'evenwatch/v1',
      kind: 'Team',
      metadata: namedMetadata(name, object.name),
      spec: { leads: [...leads], members: [...members].filter((one) => !leads.has(one)) },
    })
  })
}
