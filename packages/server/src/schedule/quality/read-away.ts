// What keeps people away within a span: absences they entered or a calendar told of, and the public
// holidays of their own countries.

import type { PersonHoliday, PersonSpan, Span } from '@evenwatch/core'
import { holidaysOfPeople } from '../../people/holidays/holidays-of.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import { findAbsences } from '../absences/find-absences.ts'

/** Everybody's, in one query. */
export async function readAbsences(db: Database, span: Span): Promise<PersonSpan[]> {
  const filter = { endsAfter: span.startsAt, startsBefore: span.endsAt }
  const rows = await findAbsences(db, filter)
  return rows.map(({ userId, startsAt, endsAt }) => ({ userId, startsAt, endsAt }))
}

/** Only of those who are asked for: the days of a country are computed, not read. */
export async function readHolidays(
  db: Database,
  userIds: readonly string[],
  span: Span,
): Promise<PersonHoliday[]> {
  const byPerson = await holidaysOfPeople(db, userIds, span)
  return [...byPerson].flatMap(([userId, days]) =>
    days.map(({ startsAt, endsAt, name }) => ({ userId, startsAt, endsAt, name })),
  )
}
