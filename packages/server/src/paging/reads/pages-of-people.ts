// The pages that reached some people within a span: what the load ledger counts.
//
// A page reached somebody when a message of it was sent. One that was answered before anything was
// handed over disturbed nobody, and one that failed on every channel neither.

import { formatInstant, type LoadPage, type Span } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

// Old and new apart, and not through the views: each half then has an index that serves it alone.
export const PAGES_OF_PEOPLE = `
select p.user_id as "userId", p.group_id as "groupId", p.created_at as at, p.urgency
from page p
where p.user_id = any ($1::uuid[]) and p.created_at >= $2 and p.created_at < $3
  and exists (select from delivery d where d.page_id = p.id and d.state = 'sent')
union all
select p.user_id, p.group_id, p.created_at, p.urgency
from page_history p
where p.user_id = any ($1::uuid[]) and p.created_at >= $2 and p.created_at < $3
  and exists (
    select from delivery_history d
    where d.group_id = p.group_id and d.group_resolved_at = p.group_resolved_at
      and d.page_id = p.id and d.state = 'sent'
  )
order by at`

/** In the order of time. */
export async function pagesOfPeople(
  db: Database,
  userIds: readonly string[],
  { startsAt, endsAt }: Span,
): Promise<readonly LoadPage[]> {
  const { rows } = await db.query<LoadPage>({
    name: 'pages-of-people',
    text: PAGES_OF_PEOPLE,
    values: [userIds, formatInstant(startsAt), formatInstant(endsAt)],
  })
  return rows
}
