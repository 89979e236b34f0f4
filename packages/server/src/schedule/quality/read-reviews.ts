// When a schedule was last looked at by somebody who found nothing to change.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

export type Review = { readonly by: string; readonly at: Instant }

export async function findReview(db: Database, scheduleId: string): Promise<Review | null> {
  const { rows } = await db.query<Review>({
    name: 'find-schedule-review',
    text: `select reviewed_by as "by", reviewed_at as "at" from schedule_review
      where schedule_id = $1`,
    values: [scheduleId],
  })
  return rows[0] ?? null
}

export async function writeReview(db: Database, scheduleId: string, review: Review) {
  await db.query(
    `insert into schedule_review (schedule_id, reviewed_by, reviewed_at) values ($1, $2, $3)
     on conflict (schedule_id) do update
     set reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at`,
    [scheduleId, review.by, formatInstant(review.at)],
  )
}
