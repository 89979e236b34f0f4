// One embedded PostgreSQL for a test process, without durability, emptied between worlds.

import { mkdtempSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createPool,
  type Log,
  loadMigrations,
  runMigrations,
  startEmbeddedPostgres,
} from '@evenwatch/server'
import type { Pool } from './pool.ts'

const CONNECTIONS_MAX = 45
const ignore = () => undefined
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

export type SimDatabase = {
  readonly pool: Pool
  /** Removes every row that a world made. */
  empty(): Promise<void>
  close(): Promise<void>
}

// From the tables that are pointed at to those that point come last, so the other way round here.
// Deleting a few rows takes a tenth of the time that truncating as many files does.
const EMPTY = [
  'dead_letter',
  'delivery',
  'message',
  'page',
  'escalation_run',
  'round_robin',
  'alert',
  'alert_group',
  'group_slot',
  'dedup_slot',
  'timeline',
  'event_log',
  'notification_rule',
  'contact_method',
  'app_user',
  'definition_version',
  'definition',
]
  .map((table) => `delete from ${table};`)
  .join('\n')

const TRUNCATE_EVERY = 100

export async function openSimDatabase(): Promise<SimDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-run-'))
  // Made for its owner only, it would be closed to the user that root runs the server as.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder, log: silentLog, unsafeFast: true })
  const pool = createPool({ ...server.connectionOptions, max: CONNECTIONS_MAX }, silentLog)
  await runMigrations(pool, await loadMigrations())
  // A circle of locks shall be found at once and not after a second.
  await pool.query(`alter database evenwatch set deadlock_timeout = '50ms'`)
  await pool.query(`alter database evenwatch set plan_cache_mode = force_generic_plan`)
  let worlds = 0
  return {
    pool,
    async empty() {
      worlds += 1
      await pool.query(EMPTY)
      if (worlds % TRUNCATE_EVERY === 0) await pool.query('vacuum')
    },
    async close() {
      await pool.end()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
