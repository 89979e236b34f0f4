// A schedule as it stands without people who left: their turns stay turns and become gaps.
//
// Nobody moves up: the turn of a leaver still counts, so everybody else's shifts stay where they
// were and the gap is seen by those who plan. An override that would bring a leaver in only takes
// the other person out.

import type { Layer, Member, Override, Schedule, TeamMembers } from './schedule.ts'

export type IsActive = (userId: string) => boolean

export function withoutPeople(schedule: Schedule, isActive: IsActive): Schedule {
  return {
    ...schedule,
    layers: schedule.layers.map((layer) => layerWithout(layer, isActive)),
    overrides: schedule.overrides.flatMap((override) => overrideWithout(override, isActive)),
  }
}

export function teamMembersWithout(teams: TeamMembers, isActive: IsActive): TeamMembers {
  return new Map([...teams].map(([teamId, userIds]) => [teamId, userIds.filter(isActive)]))
}

function layerWithout(layer: Layer, isActive: IsActive): Layer {
  return {
    ...layer,
    versions: layer.versions.map((version) => ({
      ...version,
      members: version.members.map((member) => memberWithout(member, isActive)),
    })),
  }
}

function memberWithout(member: Member, isActive: IsActive): Member {
  if (member === null || !('userIds' in member)) return member
  const userIds = member.userIds.filter(isActive)
  return userIds.length === 0 ? null : { userIds }
}

function overrideWithout(override: Override, isActive: IsActive): Override[] {
  if (override.userIds) return [{ ...override, userIds: override.userIds.filter(isActive) }]
  const { addUserId, ...rest } = override
  if (addUserId === undefined || isActive(addUserId)) return [override]
  return override.removeUserId === undefined ? [] : [{ ...rest, kind: 'remove' }]
}
