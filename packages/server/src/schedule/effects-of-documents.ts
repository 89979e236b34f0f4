// Whom one schedule moves when its document becomes another, overrides and teams as they are.

import type { ScheduleDocument } from '@evenwatch/api'
import type { Directory, Instant } from '@evenwatch/core'
import type { Definition } from '../platform/definitions/definition.ts'
import { describeEffects, type Effects } from './describe-effects.ts'

export function effectsOfDocuments(
  directory: Directory,
  schedule: Definition<ScheduleDocument>,
  [before, after]: readonly [ScheduleDocument, ScheduleDocument],
  now: Instant,
): Effects {
  const people = [...directory.people.values()]
  const activeIds = new Set(people.filter((one) => one.isActive).map((one) => one.id))
  const teams = [...directory.teams.values()].map((team): Definition => {
    const { id, name, ...document } = team
    return { ...schedule, id, name, kind: 'Team', document: { labels: {}, ...document } }
  })
  const side = (document: ScheduleDocument) => ({
    definitions: [...teams, { ...schedule, document }],
    activeIds,
  })
  const overrides = directory.schedules.get(schedule.id)?.schedule.overrides ?? []
  return describeEffects(
    side(before),
    side(after),
    new Map([[schedule.id, overrides]]),
    people,
    now,
  )
}
