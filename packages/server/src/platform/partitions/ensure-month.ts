// Gives a month of a partitioned table a partition of its own.
//
// Rows that came before it wait in the default partition and are moved. The parent is locked
// against writers meanwhile, because a row on its way to the default partition would be refused
// once its month is elsewhere; the caller sets the lock_timeout that it can bear.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import { monthOf, partitionName } from './month.ts'

/** Within the caller's transaction. Returns the rows moved, or null when it was there already. */
export async function ensureMonth(
  client: ClientBase,
  table: string,
  at: Instant,
): Promise<number | null> {
  const month = monthOf(at)
  const name = partitionName(table, month)
  const { rows } = await client.query<{ found: string | null }>(
    'select to_regclass($1)::text as found',
    [name],
  )
  if (rows[0]?.found) return null
  const column = await partitionColumn(client, table)
  const [from, until] = [formatInstant(month.startsAt), formatInstant(month.endsAt)]
  await client.query(`lock table ${table} in access exclusive mode`)
  await client.query(
    `create table ${name} (like ${table} including defaults including constraints)`,
  )
  const moved = await client.query(
    `with moved as (delete from ${table}_default where ${column} >= $1 and ${column} < $2 returning *)
     insert into ${name} select * from moved`,
    [from, until],
  )
  await client.query(
    `alter table ${table} attach partition ${name} for values from ('${from}') to ('${until}')`,
  )
  return moved.rowCount ?? 0
}

export async function partitionColumn(client: ClientBase | Pool, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select a.attname as name from pg_partitioned_table p
     join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
     where p.partrelid = $1::regclass`,
    [table],
  )
  const [column] = rows
  if (column === undefined) throw new TypeError(`${table} is partitioned by a column`)
  return column.name
}
