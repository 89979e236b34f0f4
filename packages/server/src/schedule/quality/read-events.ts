// Business events that want two people on call, as the quality report is told of them.

import { type DoubledSpan, formatInstant, type Span } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

/** Those of the team and those that concern every team. */
export async function findDoubledEvents(
  db: Database,
  teamId: string | null,
  span: Span,
): Promise<DoubledSpan[]> {
  const { rows } = await db.query<DoubledSpan>({
    name: 'doubled-events-of-span',
    text: `select name, starts_at as "startsAt", ends_at as "endsAt" from business_event
      where cancelled_at is null and wants_double and starts_at < $3 and ends_at > $2
        and (team_id is null or team_id = $1)
      order by starts_at, id`,
    values: [teamId, formatInstant(span.startsAt), formatInstant(span.endsAt)],
  })
  return rows
}
