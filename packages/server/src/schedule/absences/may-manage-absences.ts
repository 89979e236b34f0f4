// Who notes and cancels a person's absences, and reads their notes: they themselves, the leads of
// their teams, and managers.

import type { Directory } from '@evenwatch/core'
import { onlyReads } from '../../people/users/find-user.ts'
import { type Principal, roleAllows } from '../../platform/http/principal.ts'

export function mayReadNotes(principal: Principal, userId: string, directory: Directory): boolean {
  if (principal.userId === userId || roleAllows(principal.role, 'manager')) return true
  return [...principal.leads].some((teamId) => {
    const team = directory.teams.get(teamId)
    return team !== undefined && [...team.leadIds, ...team.memberIds].includes(userId)
  })
}

export function mayManageAbsences(
  principal: Principal,
  userId: string,
  directory: Directory,
): boolean {
  return !onlyReads(principal) && mayReadNotes(principal, userId, directory)
}
