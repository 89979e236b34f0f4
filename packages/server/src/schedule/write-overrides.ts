// Writes overrides within a change. A new one gets the schedule's next position under the lock that
// every change holds, and keeps it: what it acts on are the overrides before it.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { Change } from '../platform/definitions/change-definitions.ts'
import type { OverrideRow } from './find-overrides.ts'
import type { ReadOverride } from './read-override.ts'

export type NewOverride = ReadOverride & { readonly id: string; readonly scheduleId: string }

export async function insertOverride(change: Change, override: NewOverride): Promise<void> {
  await change.client.query(INSERT, [
    override.id,
    override.scheduleId,
    ...columnsOf(override),
    override.role,
    override.cause,
    override.linkId,
    override.sourceRef,
    change.actor,
    formatInstant(change.now),
    await change.revision(),
  ])
}

export async function replaceOverride(
  change: Change,
  overrideId: string,
  override: ReadOverride,
): Promise<void> {
  await change.client.query(UPDATE, [overrideId, ...columnsOf(override), await change.revision()])
}

/** One that has begun ends now and stays: who was on call is not rewritten. */
export async function cancelOrEnd(
  change: Change,
  row: Pick<OverrideRow, 'id' | 'startsAt'>,
): Promise<void> {
  const text = row.startsAt < change.now ? END : CANCEL
  const at = formatInstant(change.now)
  await change.client.query(text, [row.id, at, await change.revision()])
}

/** Locks schedules in one order, whoever asks. */
export async function lockSchedules(change: Change, ids: readonly string[]): Promise<void> {
  await change.client.query(LOCK, [[...new Set(ids)]])
}

/** Cut at `now`, as `cancelOrEnd` would leave it; null: nothing of it stays. */
export function endedAt<S extends { readonly startsAt: Instant }>(
  override: S,
  now: Instant,
): (S & { readonly endsAt: Instant }) | null {
  return override.startsAt < now ? { ...override, endsAt: now } : null
}

function columnsOf(override: ReadOverride): unknown[] {
  return [
    override.layerName,
    override.kind,
    override.removeUserId,
    override.addUserId,
    override.userIds,
    formatInstant(override.startsAt),
    formatInstant(override.endsAt),
    override.reason,
  ]
}

const INSERT = `
insert into schedule_override (id, schedule_id, layer_name, kind, remove_user_id, add_user_id,
  user_ids, starts_at, ends_at, reason, role, cause, link_id, source_ref, created_by, created_at,
  revision, position)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
  coalesce(max(position), 0) + 1
from schedule_override where schedule_id = $2`

const UPDATE = `
update schedule_override set layer_name = $2, kind = $3, remove_user_id = $4, add_user_id = $5,
  user_ids = $6, starts_at = $7, ends_at = $8, reason = $9, revision = $10, version = version + 1
where id = $1`

const CANCEL = `
update schedule_override set cancelled_at = $2, revision = $3, version = version + 1
where id = $1`

const END = `
update schedule_override set ends_at = $2, revision = $3, version = version + 1
where id = $1`

const LOCK = 'select 1 from definition where id = any ($1::uuid[]) order by id for update'
