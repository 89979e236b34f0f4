// Writes the 90 days before the demo began, a table at a time, in one transaction.

import type { Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { addStory, emptyHistory, type HistoryRows } from './history-rows.ts'
import { planHistory } from './plan-history.ts'
import { readSampleWorld } from './sample-world.ts'
import { seededChance } from './seeded-chance.ts'

/** Parents before those that refer to them. */
const TABLES = [
  'alert_group',
  'alert',
  'escalation_run',
  'page',
  'message',
  'delivery',
  'timeline',
  'event_log',
  'dedup_slot',
  'group_slot',
] as const satisfies readonly (keyof HistoryRows)[]

/** One parameter holds this many rows, so that no JSON text grows past a few megabytes. */
const ROWS_PER_STATEMENT = 4_000

export async function writeHistory(
  context: ServerContext,
  now: Instant,
  seed: number,
): Promise<void> {
  const world = await readSampleWorld(context)
  const chance = seededChance(seed)
  const primaryAt = (at: Instant) => world.userName(world.onCall('payments-primary', at)[0] ?? '')
  const rows = emptyHistory()
  for (const story of planHistory(now, chance, primaryAt)) addStory(rows, story, world, chance)
  // The record is read in the order in which it was written.
  rows.timeline.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  await inTransaction(context.pool, async (client) => {
    for (const table of TABLES) await insertAll(client, table, rows[table])
  })
  await context.pool.query('analyze')
}

async function insertAll(
  client: PoolClient,
  table: (typeof TABLES)[number],
  rows: readonly object[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  // Names of columns from our own object literals: none comes from outside.
  const columns = Object.keys(first).join(', ')
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    await client.query(
      `insert into ${table} (${columns})
       select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT))],
    )
  }
}
