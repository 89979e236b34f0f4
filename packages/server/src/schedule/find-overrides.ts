// Reads overrides as rows, and as core wants them.

import type { OverrideView } from '@evenwatch/api'
import {
  formatInstant,
  type Instant,
  type Override,
  type OverrideKind,
  type ShiftRole,
} from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'

export type OverrideRow = {
  readonly id: string
  readonly scheduleId: string
  readonly role: ShiftRole
  readonly cause: OverrideView['cause']
  readonly linkId: string | null
  readonly sourceRef: string | null
  readonly layerName: string | null
  readonly position: number
  readonly kind: OverrideKind
  readonly removeUserId: string | null
  readonly addUserId: string | null
  readonly userIds: readonly string[]
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly reason: string
  readonly createdBy: string
  readonly createdAt: Instant
  readonly cancelledAt: Instant | null
  readonly version: number
  readonly revision: number
}

export type OverrideFilter = {
  readonly scheduleIds?: readonly string[]
  readonly endsAfter?: Instant
  readonly includeCancelled?: boolean
  readonly linkId?: string
}

/** In the order in which they act. */
export async function findOverrides(db: Database, filter: OverrideFilter): Promise<OverrideRow[]> {
  const { rows } = await db.query<OverrideRow>(LOAD, [
    filter.scheduleIds ?? null,
    filter.endsAfter === undefined ? null : formatInstant(filter.endsAfter),
    filter.includeCancelled ?? false,
    filter.linkId ?? null,
  ])
  return rows
}

/** The schedules whose overrides changed after a revision. */
export async function schedulesOverriddenSince(db: Database, revision: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    'select distinct schedule_id as id from schedule_override where revision > $1',
    [revision],
  )
  return rows.map(({ id }) => id)
}

export type ActingColumns = Pick<
  OverrideRow,
  | 'id'
  | 'position'
  | 'role'
  | 'layerName'
  | 'kind'
  | 'removeUserId'
  | 'addUserId'
  | 'userIds'
  | 'startsAt'
  | 'endsAt'
>

export function overrideOf(row: ActingColumns): Override {
  return {
    id: row.id,
    position: row.position,
    role: row.role,
    layerName: row.layerName,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    kind: row.kind,
    ...(row.removeUserId !== null && { removeUserId: row.removeUserId }),
    ...(row.addUserId !== null && { addUserId: row.addUserId }),
    ...(row.kind === 'set' && { userIds: row.userIds }),
  }
}

const LOAD = `
select id, schedule_id as "scheduleId", role, cause, link_id as "linkId",
  source_ref as "sourceRef", layer_name as "layerName", position, kind,
  remove_user_id as "removeUserId", add_user_id as "addUserId", user_ids as "userIds",
  starts_at as "startsAt", ends_at as "endsAt", reason, created_by as "createdBy",
  created_at as "createdAt", cancelled_at as "cancelledAt", version, revision
from schedule_override
where ($1::uuid[] is null or schedule_id = any ($1))
  and ($2::timestamptz is null or ends_at > $2)
  and ($3::boolean or cancelled_at is null)
  and ($4::uuid is null or link_id = $4)
order by schedule_id, position`
