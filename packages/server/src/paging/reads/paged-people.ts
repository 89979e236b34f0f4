// Who was paged about a group and has not answered, for many groups at once.

import type { Instant } from '@evenwatch/core'
import type { Pool } from 'pg'

export const PAGED_PEOPLE = `
select p.group_id, p.user_id
from page p
where p.group_id = any($1::uuid[]) and p.state = 'open'
group by p.group_id, p.user_id
order by min(p.created_at), p.user_id`

/** In the order in which they were first paged. */
export async function pagedPeople(
  pool: Pool,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await pool.query<{ group_id: string; user_id: string }>({
    name: 'paged-people',
    text: PAGED_PEOPLE,
    values: [groupIds],
  })
  const people = new Map<string, string[]>()
  for (const row of rows) {
    people.set(row.group_id, [...(people.get(row.group_id) ?? []), row.user_id])
  }
  return people
}

/** The newest page of all. Ids are made in the order of time, so the primary key serves. */
export async function lastPage(
  pool: Pool,
): Promise<{ readonly at: Instant; readonly userId: string } | null> {
  const { rows } = await pool.query<{ created_at: Instant; user_id: string }>({
    name: 'last-page',
    text: 'select created_at, user_id from page order by id desc limit 1',
  })
  const [row] = rows
  return row ? { at: row.created_at, userId: row.user_id } : null
}
