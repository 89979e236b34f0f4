// Business events: what lies outside of schedules and changes what they must bear.

import { type DoubledSpan, formatInstant, type Instant, type Span } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

export type BusinessEventRow = {
  readonly id: string
  readonly name: string
  /** Null: it concerns every team. */
  readonly teamId: string | null
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly wantsDouble: boolean
  readonly note: string
  readonly createdBy: string
  readonly createdAt: Instant
}

/** Events listed at once: a calendar of more is no calendar. */
export const EVENTS_LISTED_MAX = 500

const COLUMNS = `id, name, team_id as "teamId", starts_at as "startsAt", ends_at as "endsAt",
  wants_double as "wantsDouble", note, created_by as "createdBy", created_at as "createdAt"`

/** Those that touch the span, by their start; `null` ends are open. */
export async function readEvents(
  db: Database,
  { from, until }: { readonly from: Instant; readonly until: Instant | null },
): Promise<BusinessEventRow[]> {
  const { rows } = await db.query<BusinessEventRow>({
    name: 'events-of-span',
    text: `select ${COLUMNS} from business_event
      where cancelled_at is null and ends_at > $1 and ($2::timestamptz is null or starts_at < $2)
      order by starts_at, id limit ${EVENTS_LISTED_MAX}`,
    values: [formatInstant(from), until === null ? null : formatInstant(until)],
  })
  return rows
}

export async function lockEvent(db: Database, id: string): Promise<BusinessEventRow | null> {
  const { rows } = await db.query<BusinessEventRow>(
    `select ${COLUMNS} from business_event where id = $1 and cancelled_at is null for update`,
    [id],
  )
  return rows[0] ?? null
}

/** The events of one team and those of every team in which two people shall be on call. */
export async function findDoubledEvents(
  db: Database,
  teamId: string | null,
  { startsAt: from, endsAt: until }: Span,
): Promise<DoubledSpan[]> {
  return (await readEvents(db, { from, until }))
    .filter((one) => one.wantsDouble && concerns(one, teamId))
    .map(({ name, startsAt, endsAt }) => ({ name, startsAt, endsAt }))
}

export function concerns(event: BusinessEventRow, teamId: string | null): boolean {
  return event.teamId === null || event.teamId === teamId
}
