// Brings the schema up to date, one file after another, each in a transaction of its own.
//
// One process at a time, by an advisory lock that dies with its connection; the others wait and
// find nothing left to do. A statement that cannot get its table lock in time gives up instead of
// holding everybody else up behind it. Refused: an applied file that has changed since, and a
// database that is more than one migration ahead (a release runs on its schema and the next one).

import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { DatabaseFault, errorCodeOf } from '../database/database-fault.ts'
import type { Migration } from './load-migrations.ts'

/** Any number that nobody else in this database uses; the letters "evnw". */
const ADVISORY_LOCK_KEY = 0x65766e77
const ADVISORY_LOCK_PATIENCE_MS = 120_000
const ADVISORY_LOCK_POLL_MS = 100
const LOCK_TIMEOUT_MS = 5_000
const NEWER_MIGRATIONS_MAX = 1

export type MigrationProgress = {
  readonly number: number
  readonly title: string
  /** How many of this run's files are done, this one included, and how many there are. */
  readonly done: number
  readonly total: number
}

export type MigrationResult = {
  readonly applied: readonly number[]
  /** The newest migration in the database, 0 for none. */
  readonly schemaNumber: number
}

type AppliedRow = {
  readonly number: number
  readonly title: string
  readonly checksum: string
}

export async function runMigrations(
  pool: pg.Pool,
  migrations: readonly Migration[],
  onProgress: (progress: MigrationProgress) => void = () => undefined,
): Promise<MigrationResult> {
  const client = await pool.connect()
  try {
    await takeAdvisoryLock(client)
    await client.query(`create table if not exists schema_migration (
      number integer primary key,
      title text not null,
      checksum text not null,
      applied_at timestamptz not null default clock_timestamp()
    )`)
    const { rows } = await client.query<AppliedRow>(
      'select number, title, checksum from schema_migration order by number',
    )
    refuseDifferences(rows, migrations)
    const missing = migrations.slice(rows.length)
    for (const [index, migration] of missing.entries()) {
      await applyMigration(client, migration)
      const { number, title } = migration
      onProgress({ number, title, done: index + 1, total: missing.length })
    }
    return {
      applied: missing.map(({ number }) => number),
      schemaNumber: Math.max(rows.length, migrations.length),
    }
  } finally {
    // Closing the connection gives the lock back, whatever state the transaction is in.
    client.release(true)
  }
}

async function takeAdvisoryLock(client: pg.PoolClient): Promise<void> {
  for (let waitedMs = 0; waitedMs < ADVISORY_LOCK_PATIENCE_MS; waitedMs += ADVISORY_LOCK_POLL_MS) {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [ADVISORY_LOCK_KEY],
    )
    if (rows[0]?.taken === true) return
    await delay(ADVISORY_LOCK_POLL_MS)
  }
  throw new DatabaseFault(
    'migration_lock_timeout',
    'Another process has been migrating this database for too long.',
    { retryable: true },
  )
}

function refuseDifferences(applied: readonly AppliedRow[], migrations: readonly Migration[]): void {
  for (const [index, row] of applied.entries()) {
    const file = migrations[index]
    const same = file === undefined || file.checksum === row.checksum
    if (row.number === index + 1 && same) continue
    throw new DatabaseFault(
      'migration_changed',
      `Migration ${row.number} (${row.title}) was applied to this database with another text ` +
        'than the file of this release has. Applied files never change; restore the file.',
    )
  }
  if (applied.length <= migrations.length + NEWER_MIGRATIONS_MAX) return
  throw new DatabaseFault(
    'schema_too_new',
    `The database has migration ${applied.length}, this release knows ${migrations.length} and ` +
      'runs on one more at most. Start a newer release.',
  )
}

async function applyMigration(client: pg.PoolClient, migration: Migration): Promise<void> {
  const { number, title, sql, checksum } = migration
  try {
    await client.query('begin')
    await client.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`)
    // Rebuilding a large table may take its time; waiting for one may not.
    await client.query('set local statement_timeout = 0')
    await client.query(sql)
    await client.query(
      'insert into schema_migration (number, title, checksum) values ($1, $2, $3)',
      [number, title, checksum],
    )
    await client.query('commit')
  } catch (cause) {
    const lockTimeout = errorCodeOf(cause) === '55P03'
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DatabaseFault(
      lockTimeout ? 'migration_lock_timeout' : 'migration_failed',
      `Migration ${number} (${title}) was not applied: ${reason}. Nothing of it remains.`,
      { cause, retryable: lockTimeout },
    )
  }
}
