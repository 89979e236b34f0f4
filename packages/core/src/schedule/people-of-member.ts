import type { Member, TeamMembers } from './schedule.ts'

/**
 * The people a slot's member stands for, each once. A policy stands for none: whom it reaches is
 * decided by its own steps, when it is called.
 */
export function peopleOfMember(member: Member, teamMembers: TeamMembers): readonly string[] {
  if (member === null || 'policyId' in member) return []
  const userIds = 'teamId' in member ? (teamMembers.get(member.teamId) ?? []) : member.userIds
  return [...new Set(userIds)]
}
