// Who may read the ledger of some people: themselves, everybody who shares a team with each of them,
// and managers. The ledger is open within a team, so that nobody has to believe that it is fair.

import type { Directory } from '@evenwatch/core'
import { type Principal, roleAllows } from '../../platform/http/principal.ts'

export function mayReadLoadOf(directory: Directory, principal: Principal, userId: string): boolean {
  if (roleAllows(principal.role, 'manager') || principal.userId === userId) return true
  return [...directory.teams.keys()].some(
    (teamId) => isOf(directory, teamId, userId) && isOf(directory, teamId, principal.userId),
  )
}

export function mayReadLoadOfTeam(
  directory: Directory,
  principal: Principal,
  teamId: string | null,
): boolean {
  if (roleAllows(principal.role, 'manager')) return true
  return teamId !== null && isOf(directory, teamId, principal.userId)
}

function isOf(directory: Directory, teamId: string, userId: string | null): boolean {
  const team = directory.teams.get(teamId)
  if (!team || userId === null) return false
  return team.leadIds.includes(userId) || team.memberIds.includes(userId)
}
