// Groups that nobody at all could be paged about and that nobody has handled yet.

import type { Instant } from '@evenwatch/core'
import type { Pool } from 'pg'

export const DEAD_LETTERS_SHOWN_MAX = 100

export type DeadLetterRow = {
  readonly group_id: string
  readonly number: number
  readonly title: string
  readonly reason: string
  readonly at: Instant
}

/** The oldest first; one entry for each group, its latest. */
export async function openDeadLetters(pool: Pool): Promise<readonly DeadLetterRow[]> {
  const { rows } = await pool.query<DeadLetterRow>({
    name: 'open-dead-letters',
    text: `
      select * from (
        select distinct on (d.group_id) d.group_id, g.number, g.title, d.reason, d.at
        from dead_letter d join alert_group g on g.id = d.group_id
        where d.cleared_at is null
        order by d.group_id, d.at desc
      ) as latest
      order by at, group_id limit $1`,
    values: [DEAD_LETTERS_SHOWN_MAX],
  })
  return rows
}

export async function hasDeadLetters(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>({
    name: 'has-dead-letters',
    text: 'select exists (select 1 from dead_letter where cleared_at is null) as has',
  })
  return rows[0]?.has ?? false
}
