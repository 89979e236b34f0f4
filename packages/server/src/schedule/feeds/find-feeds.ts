// Reads calendar feeds as rows.

import type { CalendarFeedView } from '@evenwatch/api'
import type { Instant, ShiftRole } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

export type FeedRow = {
  readonly id: string
  readonly name: string
  readonly urlSealed: string
  readonly urlHint: string
  readonly purpose: CalendarFeedView['purpose']
  readonly teamId: string | null
  readonly scheduleId: string | null
  readonly role: ShiftRole | null
  readonly matching: string | null
  readonly timeZone: string
  readonly lastFetchedAt: Instant | null
  readonly lastSuccessAt: Instant | null
  readonly lastError: string | null
  readonly etag: string | null
  readonly body: string | null
  readonly unmatched: CalendarFeedView['unmatched']
  readonly eventCount: number
  readonly createdBy: string
  readonly createdAt: Instant
  readonly version: number
}

const SELECT = `
select f.id, f.name, f.url_sealed as "urlSealed", f.url_hint as "urlHint", f.purpose,
  f.team_id as "teamId", f.schedule_id as "scheduleId", f.role, f.matching,
  f.time_zone as "timeZone", f.last_fetched_at as "lastFetchedAt",
  f.last_success_at as "lastSuccessAt", f.last_error as "lastError", f.etag, f.body, f.unmatched,
  f.event_count as "eventCount", f.created_by as "createdBy", f.created_at as "createdAt", f.version
from calendar_feed f where f.deleted_at is null`

/** `clauses` is SQL of ours over the alias `f`; values only ever arrive as parameters. */
export async function selectFeeds(
  db: Database,
  clauses: string,
  values: readonly unknown[],
): Promise<FeedRow[]> {
  const { rows } = await db.query<FeedRow>(`${SELECT} ${clauses}`, [...values])
  return rows
}

export async function findFeed(db: Database, ref: string): Promise<FeedRow | null> {
  return (await selectFeeds(db, 'and (f.name = $1 or f.id::text = $1)', [ref]))[0] ?? null
}

/** The feed that a role of a schedule follows. */
export async function feedOfSchedule(
  db: Database,
  scheduleId: string,
  role: ShiftRole,
): Promise<FeedRow | null> {
  const clauses = 'and f.schedule_id = $1 and f.role = $2'
  return (await selectFeeds(db, clauses, [scheduleId, role]))[0] ?? null
}
