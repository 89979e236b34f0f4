// Monthly partitions: made before their month begins, dropped when all of it is old enough.
//
// Rows that found no partition lie in the default one; their months are made up for. Each change
// needs a table's lock for a moment and gives up rather than hold ingest up behind it.

import { assert, DAY_MS, formatInstant, type Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { HousekeepingJob } from '../housekeeping/housekeeping-job.ts'
import { ensureMonth, partitionColumn } from './ensure-month.ts'
import { monthOf } from './month.ts'

export const EVENT_LOG_DAYS = 90
const MONTHS_AHEAD = 2
/** Whoever comes after us waits for this table as long as we do. */
const LOCK_TIMEOUT_MS = 200
/** Months of a default partition looked for in one round. */
const MONTHS_MADE_UP_MAX = 12
const EVERY_MS = 60 * 60_000

export function keepPartitions(
  table: string,
  { keepDays }: { readonly keepDays: number | null },
): HousekeepingJob {
  return {
    name: `partitions-${table}`,
    everyMs: EVERY_MS,
    run: async (context, now) => {
      let rows = 0
      for (const month of await wantedMonths(context, table, now)) {
        const moved = await changing(context, (client) => ensureMonth(client, table, month))
        rows += moved ?? 0
      }
      if (keepDays !== null) await dropBefore(context, table, now - keepDays * DAY_MS)
      return { rows, more: false }
    },
  }
}

async function wantedMonths(
  context: ServerContext,
  table: string,
  now: Instant,
): Promise<readonly Instant[]> {
  const ahead = Array.from({ length: MONTHS_AHEAD + 1 }, (_, n) => monthOf(now, n).startsAt)
  const column = await partitionColumn(context.pool, table)
  const { rows } = await context.pool.query<{ month: string }>(
    `select distinct to_char(${column} at time zone 'UTC', 'YYYY-MM-01') as month
     from ${table}_default order by 1 limit ${MONTHS_MADE_UP_MAX}`,
  )
  return [...new Set([...ahead, ...rows.map(({ month }) => Date.parse(month))])]
}

const PARTITIONS = `
select p.relname as name from pg_inherits i join pg_class p on p.oid = i.inhrelid
where i.inhparent = $1::regclass and p.relname ~ '_[0-9]{4}_[0-9]{2}$' order by 1`

/** Drops the months that end before the instant. */
async function dropBefore(context: ServerContext, table: string, before: Instant): Promise<void> {
  const { rows } = await context.pool.query<{ name: string }>(PARTITIONS, [table])
  for (const { name } of rows) {
    const month = Date.parse(`${name.slice(-7).replace('_', '-')}-01`)
    assert(Number.isFinite(month), `${name} ends with a month`)
    if (monthOf(month).endsAt > before) continue
    await changing(context, (client) => client.query(`drop table ${name}`))
    context.log.info({ partition: name, until: formatInstant(before) }, 'an old month was dropped')
  }
}

function changing<Result>(
  context: ServerContext,
  change: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  return inTransaction(context.pool, async (client) => {
    await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    return change(client)
  })
}
