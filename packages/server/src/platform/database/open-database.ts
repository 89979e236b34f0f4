// Opens the one database: yours when DATABASE_URL is set, otherwise the embedded one.

import type pg from 'pg'
import type { Log } from '../log.ts'
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts'
import { checkServerVersion } from './check-server-version.ts'
import { createPool } from './create-pool.ts'
import { DatabaseFault, errorCodeOf } from './database-fault.ts'

export type Database = {
  readonly pool: pg.Pool
  readonly kind: 'embedded' | 'external'
  /** Ends the pool, and the embedded server with it. */
  readonly close: () => Promise<void>
}

export type OpenDatabaseOptions = {
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly log: Log
  /** Gives durability up for speed, in the embedded database only: tests and the simulation. */
  readonly unsafeFast?: boolean
}

export function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { databaseUrl } = options
  return databaseUrl === undefined ? openEmbedded(options) : openExternal(databaseUrl, options.log)
}

async function openEmbedded(options: OpenDatabaseOptions): Promise<Database> {
  const server = await startEmbeddedPostgres(options)
  const pool = createPool(server.connectionOptions, options.log)
  const close = async () => {
    await pool.end()
    await server.stop()
  }
  return { pool, kind: 'embedded', close }
}

async function openExternal(databaseUrl: string, log: Log): Promise<Database> {
  const pool = createPool({ connectionString: databaseUrl }, log)
  try {
    await checkServerVersion(pool)
  } catch (error) {
    await pool.end()
    throw error instanceof DatabaseFault ? error : unreachable(error)
  }
  return { pool, kind: 'external', close: () => pool.end() }
}

// The URL holds a password, so it is never part of the message.
function unreachable(cause: unknown): DatabaseFault {
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : errorCodeOf(cause)
  return new DatabaseFault(
    'database_unreachable',
    `DATABASE_URL: no connection to the database (${reason ?? 'unknown reason'}). ` +
      'It should look like postgres://user:password@host:5432/evenwatch.',
    { cause, retryable: true },
  )
}
