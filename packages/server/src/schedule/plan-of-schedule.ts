// Compiles one schedule straight from the database: within a change, before any snapshot knows of
// it, and for questions about the past, of which snapshots keep no overrides.

import type { ScheduleDocument, TeamDocument } from '@evenwatch/api'
import type { Instant, SchedulePlan, TeamMembers } from '@evenwatch/core'
import { listPeopleNames } from '../people/list-people-names.ts'
import type { ServerContext } from '../platform/context.ts'
import type { Database, Definition } from '../platform/definitions/definition.ts'
import { loadDefinitions } from '../platform/definitions/list-definitions.ts'
import { compilePlan } from './compile-plan.ts'
import { findOverrides, overrideOf } from './find-overrides.ts'

/** Snapshots keep overrides that ended at most this long ago. */
export const OVERRIDES_KEPT_MS = 2 * 24 * 60 * 60_000

export async function planOfSchedule(
  db: Database,
  definition: Definition<ScheduleDocument>,
): Promise<SchedulePlan> {
  const overrides = await findOverrides(db, { scheduleIds: [definition.id] })
  const definitions = await loadDefinitions(db)
  const people = await listPeopleNames(db)
  const active = new Set(people.filter((one) => one.isActive).map((one) => one.id))
  return compilePlan({
    id: definition.id,
    name: definition.name,
    document: definition.document,
    overrides: overrides.map(overrideOf),
    teamMembers: teamMembersOf(definitions),
    isActive: (userId) => active.has(userId),
  })
}

/** The people of each team: leads and members. */
export function teamMembersOf(definitions: readonly Definition[]): TeamMembers {
  const teams = new Map<string, readonly string[]>()
  for (const { kind, id, document } of definitions) {
    if (kind !== 'Team') continue
    // A row of kind Team holds a team's document: it was written by the team room.
    const { leadIds, memberIds } = document as TeamDocument
    teams.set(id, [...new Set([...leadIds, ...memberIds])])
  }
  return teams
}

/** The snapshot's plan when it knows enough of the past, else one of its own. */
export async function planSince(
  context: ServerContext,
  definition: Definition<ScheduleDocument>,
  from: Instant,
): Promise<SchedulePlan> {
  if (from < context.clock.now() - OVERRIDES_KEPT_MS / 2)
    return planOfSchedule(context.pool, definition)
  const { directory } = context
  const known = directory.current()
  const snapshot =
    known.revision >= definition.revision ? known : await directory.atLeast(definition.revision)
  const entry = snapshot.schedules.get(definition.id)
  return entry?.plan ?? planOfSchedule(context.pool, definition)
}
