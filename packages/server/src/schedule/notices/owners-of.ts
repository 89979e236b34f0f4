// Who owns a schedule: the leads of its team; without any, the administrators.

import type { Directory, Person, ScheduleEntry } from '@evenwatch/core'

export function ownersOf(directory: Directory, { schedule }: ScheduleEntry): Person[] {
  const team = schedule.teamId === null ? undefined : directory.teams.get(schedule.teamId)
  const leads = activePeople(directory, team?.leadIds ?? [])
  return leads.length > 0 ? leads : activePeople(directory, directory.administratorIds)
}

function activePeople(directory: Directory, ids: readonly string[]): Person[] {
  return ids.flatMap((id) => {
    const person = directory.people.get(id)
    return person?.isActive ? [person] : []
  })
}
