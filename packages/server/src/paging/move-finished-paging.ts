// Moves everything that paging knows of groups into history, within the caller's transaction,
// which holds the groups' locks. What refers to a row goes before it.

import type { PoolClient } from 'pg'

const TABLES = ['dead_letter', 'delivery', 'page', 'escalation_run'] as const

const MESSAGES_OF = `
select distinct message_id as id from delivery where group_id = any($1::uuid[]) and message_id is not null`

// A message that told of several groups goes with the last of them.
const MOVE_MESSAGES = `
with moved as (
  delete from message m
  where m.id = any($1::uuid[]) and not exists (select from delivery d where d.message_id = m.id)
  returning m.*
)
insert into message_history
select (
  select max(d.group_resolved_at) from delivery_history d where d.message_id = moved.id
), moved.*
from moved`

export async function moveFinishedPaging(
  client: PoolClient,
  groupIds: readonly string[],
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(MESSAGES_OF, [groupIds])
  for (const table of TABLES) {
    await client.query(
      `with moved as (delete from ${table} where group_id = any($1::uuid[]) returning *)
       insert into ${table}_history
       select g.resolved_at, moved.* from moved join alert_group g on g.id = moved.group_id`,
      [groupIds],
    )
  }
  await client.query(MOVE_MESSAGES, [rows.map(({ id }) => id)])
}
