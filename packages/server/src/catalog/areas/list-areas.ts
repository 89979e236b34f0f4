// Every area that a service, a schedule or a person names, with who is said to know it.

import {
  type CallOutput,
  NAME_PATTERN,
  type listAreas as route,
  type ScheduleDocument,
} from '@evenwatch/api'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { loadDefinitions } from '../../platform/definitions/list-definitions.ts'
import { readUserAreas, type UserAreaRow } from './read-user-areas.ts'
import { areasOfServices, servicesOfArea } from './services-of-areas.ts'

export async function listAreas(context: ServerContext): Promise<CallOutput<typeof route>> {
  const { pool } = context
  const directory = context.directory.current()
  const stated = new Map<string, UserAreaRow[]>()
  for (const row of await readUserAreas(pool)) {
    stated.set(row.area, [...(stated.get(row.area) ?? []), row])
  }
  const schedules = await schedulesByArea(context)
  const areas = new Set([
    ...areasOfServices(directory, (text) => NAME_PATTERN.test(text)),
    ...schedules.keys(),
    ...stated.keys(),
  ])
  return {
    areas: [...areas].sort().map((area) => ({
      area,
      services: servicesOfArea(directory, area).map(({ name }) => name),
      schedules: schedules.get(area) ?? [],
      people: (stated.get(area) ?? []).flatMap(({ userId, depth }) =>
        personRefs(directory, [userId]).map((user) => ({ user, depth })),
      ),
    })),
  }
}

async function schedulesByArea({ pool }: ServerContext): Promise<Map<string, string[]>> {
  const byArea = new Map<string, string[]>()
  for (const { kind, name, document } of await loadDefinitions(pool)) {
    if (kind !== 'Schedule') continue
    // A row of kind Schedule holds a schedule's document: it was written by the schedule room.
    for (const area of (document as ScheduleDocument).areas) {
      byArea.set(area, [...(byArea.get(area) ?? []), name])
    }
  }
  return byArea
}
