// The record: every change of state, by subject. Rows are only ever added.

import type { Instant, JsonObject } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'

export type Audience = 'everyone' | 'team' | 'incident' | 'person' | 'sealed'

export type TimelineRow = {
  readonly at: Instant
  readonly subjectKind:
    | 'alert-group'
    | 'user'
    | 'team'
    | 'schedule'
    | 'policy'
    | 'service'
    | 'token'
    | 'installation'
  readonly subjectId: string
  /** A word of the record, such as `acknowledged` or `step-skipped`; each has its sentence in core. */
  readonly kind: string
  /** As `formatActor` writes it. */
  readonly actor: string
  readonly reason?: string | null
  readonly audience?: Audience
  readonly data?: JsonObject
}

/** Adds rows within the caller's transaction. */
export async function appendTimeline(
  db: ClientBase | Pool,
  rows: readonly TimelineRow[],
): Promise<void> {
  if (rows.length === 0) return
  await db.query({ name: 'append-timeline', text: APPEND, values: [timelineJson(rows)] })
}

/** For statements that add to the record as one of several effects: the rows as one JSON parameter. */
export function timelineJson(rows: readonly TimelineRow[]): string {
  return JSON.stringify(
    rows.map((row) => ({
      at: new Date(row.at).toISOString(),
      subject_kind: row.subjectKind,
      subject_id: row.subjectId,
      kind: row.kind,
      actor: row.actor,
      reason: row.reason ?? null,
      audience: row.audience ?? 'team',
      data: row.data ?? {},
    })),
  )
}

export const TIMELINE_COLUMNS =
  'at timestamptz, subject_kind text, subject_id uuid, kind text, actor text, reason text, audience text, data jsonb'

const APPEND = `
insert into timeline (at, subject_kind, subject_id, kind, actor, reason, audience, data)
select at, subject_kind, subject_id, kind, actor, reason, audience, data
from jsonb_to_recordset($1::jsonb) as row(${TIMELINE_COLUMNS})`
