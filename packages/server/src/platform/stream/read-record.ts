// Reads the record onward from a place, never past the oldest transaction that may still write.
//
// Every transaction below `pg_snapshot_xmin` has ended, so no row can appear below it any more; a
// transaction that commits late holds the reading back until it has ended, and is never skipped.

import { assert, type Instant } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import type { Audience } from '../timeline/append-timeline.ts'
import type { StreamPosition } from './stream-position.ts'

/** Rows read by one statement. */
export const RECORD_ROWS_MAX = 500

export type RecordRow = StreamPosition & {
  readonly at: Instant
  readonly subjectKind: string
  readonly subjectId: string
  readonly kind: string
  readonly audience: Audience
  readonly channel: string | null
  readonly userId: string | null
}

export const RECORD_AFTER = `
select t.xid::text::bigint as xid, t.id, t.at, t.subject_kind as "subjectKind",
  t.subject_id as "subjectId", t.kind, t.audience, t.data ->> 'channel' as channel,
  t.data ->> 'userId' as "userId"
from timeline t
where (t.xid, t.id) > ($1::text::xid8, $2::bigint)
  and t.xid < pg_snapshot_xmin(pg_current_snapshot())
order by t.xid, t.id
limit $3`

export async function readRecordAfter(
  db: ClientBase | Pool,
  position: StreamPosition,
  limit: number = RECORD_ROWS_MAX,
): Promise<readonly RecordRow[]> {
  const { rows } = await db.query<RecordRow>({
    name: 'record-after',
    text: RECORD_AFTER,
    values: [String(position.xid), position.id, limit],
  })
  return rows
}

/** Where whoever begins now stands: before everything that has not yet ended. */
export async function presentPosition(db: ClientBase | Pool): Promise<StreamPosition> {
  const { rows } = await db.query<{ xid: number }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid',
  )
  const [row] = rows
  assert(row, 'a database has a snapshot')
  return { xid: row.xid, id: 0 }
}
