// Shows overrides with names, and whether each one changes who is on call.

import type { OverrideView } from '@evenwatch/api'
import { formatInstant, overrideEffects, type SchedulePlan } from '@evenwatch/core'
import type { PersonName } from '../people/list-people-names.ts'
import { readActor } from '../people/read-actor.ts'
import type { OverrideRow } from './find-overrides.ts'

export type PersonRef = { id: string; name: string; displayName: string }

export function personRefs(people: readonly PersonName[]) {
  const byId = new Map(people.map((one) => [one.id, one]))
  return (id: string): PersonRef => {
    const found = byId.get(id)
    return { id, name: found?.name ?? id, displayName: found?.displayName ?? id }
  }
}

/** `plan` holds the override itself, if it is not cancelled, and every other that stands. */
export function overrideView(
  row: OverrideRow,
  plan: SchedulePlan,
  people: readonly PersonName[],
): OverrideView {
  const refOf = personRefs(people)
  return {
    id: row.id,
    position: row.position,
    role: row.role,
    cause: row.cause,
    linkId: row.linkId,
    sourceRef: row.sourceRef,
    layer: row.layerName,
    kind: row.kind,
    remove: row.removeUserId === null ? null : refOf(row.removeUserId),
    add: row.addUserId === null ? null : refOf(row.addUserId),
    users: row.userIds.map(refOf),
    startsAt: formatInstant(row.startsAt),
    endsAt: formatInstant(row.endsAt),
    reason: row.reason,
    createdBy: readActor(row.createdBy, people),
    createdAt: formatInstant(row.createdAt),
    cancelledAt: row.cancelledAt === null ? null : formatInstant(row.cancelledAt),
    hasEffect: row.cancelledAt === null && hasEffect(plan, row),
    version: row.version,
  }
}

function hasEffect(plan: SchedulePlan, row: OverrideRow): boolean {
  // The plan's own copy of it is without people who left.
  const line = plan.ofRole(row.role)
  const standing = line.schedule.overrides.find(({ id }) => id === row.id)
  return standing !== undefined && overrideEffects(line, standing).length > 0
}
