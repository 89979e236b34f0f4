// Reads absences as rows.

import type { AbsenceView } from '@evenwatch/api'
import { formatInstant, type Instant } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

export type AbsenceRow = {
  readonly id: string
  readonly userId: string
  readonly kind: AbsenceView['kind']
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly note: string
  readonly feedId: string | null
  readonly feedName: string | null
  readonly createdBy: string
  readonly createdAt: Instant
  readonly cancelledAt: Instant | null
}

export type AbsenceFilter = {
  readonly id?: string
  readonly userIds?: readonly string[]
  readonly endsAfter?: Instant
  readonly startsBefore?: Instant
  readonly includeCancelled?: boolean
  /** Start and id of the last row that was seen. */
  readonly after?: readonly [startsAt: string, id: string]
  readonly limit?: number
}

/** In the order in which they begin. */
export async function findAbsences(db: Database, filter: AbsenceFilter): Promise<AbsenceRow[]> {
  const { rows } = await db.query<AbsenceRow>(FIND, [
    filter.id ?? null,
    filter.userIds ?? null,
    filter.endsAfter === undefined ? null : formatInstant(filter.endsAfter),
    filter.startsBefore === undefined ? null : formatInstant(filter.startsBefore),
    filter.includeCancelled ?? false,
    filter.after?.[0] ?? null,
    filter.after?.[1] ?? null,
    filter.limit ?? null,
  ])
  return rows
}

const FIND = `
select a.id, a.user_id as "userId", a.kind, a.starts_at as "startsAt", a.ends_at as "endsAt",
  a.note, a.feed_id as "feedId", f.name as "feedName", a.created_by as "createdBy",
  a.created_at as "createdAt", a.cancelled_at as "cancelledAt"
from absence a left join calendar_feed f on f.id = a.feed_id
where ($1::uuid is null or a.id = $1)
  and ($2::uuid[] is null or a.user_id = any ($2))
  and ($3::timestamptz is null or a.ends_at > $3)
  and ($4::timestamptz is null or a.starts_at < $4)
  and ($5::boolean or a.cancelled_at is null)
  and ($6::timestamptz is null or (a.starts_at, a.id) > ($6, $7::uuid))
order by a.starts_at, a.id
limit $8`
