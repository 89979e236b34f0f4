// What keeps people away within a span: absences they entered or a calendar told of, and the public
// holidays of their own countries.

import { formatInstant, type PersonHoliday, type PersonSpan, type Span } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

export type Away = {
  readonly absences: readonly PersonSpan[]
  readonly holidays: readonly PersonHoliday[]
}

export async function readAway(db: Database, span: Span): Promise<Away> {
  return { absences: await readAbsences(db, span), holidays: [] }
}

/** Everybody's, in one query. */
export async function readAbsences(db: Database, span: Span): Promise<PersonSpan[]> {
  const { rows } = await db.query<PersonSpan>({
    name: 'absences-of-span',
    text: `select user_id as "userId", starts_at as "startsAt", ends_at as "endsAt" from absence
      where cancelled_at is null and starts_at < $2 and ends_at > $1`,
    values: [formatInstant(span.startsAt), formatInstant(span.endsAt)],
  })
  return rows
}
