// The plans of many schedules from an instant on. Snapshots forget overrides that ended long ago,
// so for a span that begins earlier all of them are read again: one query, however many schedules.

import {
  compileSchedule,
  type Directory,
  type Instant,
  type Override,
  type ScheduleEntry,
  withoutPeople,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { findOverrides, overrideOf } from '../find-overrides.ts'
import { OVERRIDES_KEPT_MS } from '../plan-of-schedule.ts'

export async function plansSince(
  context: ServerContext,
  directory: Directory,
  from: Instant,
): Promise<readonly ScheduleEntry[]> {
  const entries = [...directory.schedules.values()]
  if (from >= context.clock.now() - OVERRIDES_KEPT_MS / 2) return entries
  const overrides = new Map<string, Override[]>()
  for (const row of await findOverrides(context.pool, { endsAfter: from })) {
    const known = overrides.get(row.scheduleId)
    if (known) known.push(overrideOf(row))
    else overrides.set(row.scheduleId, [overrideOf(row)])
  }
  const isActive = (userId: string) => directory.people.get(userId)?.isActive ?? false
  return entries.map((entry) => {
    const schedule = { ...entry.schedule, overrides: overrides.get(entry.schedule.id) ?? [] }
    return {
      ...entry,
      schedule,
      plan: compileSchedule(withoutPeople(schedule, isActive), entry.plan.teamMembers),
    }
  })
}
