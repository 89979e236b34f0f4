// Restores a backup into a database that holds nothing yet, or replaces what it holds.
//
// One transaction: load every table, read all of it back and compare, let the rooms settle what
// must not go on by itself, commit. Until then the database is as it was. A backup of an older
// schema goes into that schema and is migrated afterwards, as its own server would have been.

// Known here also to packages that import this file and do not list the declaration.
/// <reference path="./pg-copy-streams.d.ts" />

import type { Readable } from 'node:stream'
import type { Instant } from '@evenwatch/core'
import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '../database/in-transaction.ts'
import { loadMigrations } from '../migrations/load-migrations.ts'
import { runMigrations } from '../migrations/run-migrations.ts'
import { BackupFault } from './backup-fault.ts'
import type { BackupHeader, OnProgress } from './backup-format.ts'
import { OF_PROCESSES, quoted, STEADY_TEXT } from './list-tables.ts'
import { loadTables } from './load-tables.ts'
import { type OpenBackup, openBackup, openBackupFile } from './open-backup.ts'
import { refuseUnlessEmpty } from './refuse-unless-empty.ts'
import { verifyTables } from './verify-tables.ts'

export type RestoreOptions<Settled> = {
  /** Gives up what the database holds; without it, only a database without people and alerts. */
  readonly replace: boolean
  /** Runs last in the restoring transaction: what must not go on as it stood in the backup. */
  readonly settle: (client: PoolClient, restored: RestoredAt) => Promise<Settled>
}

export type RestoredAt = {
  /** By the clock of the database that was restored into. */
  readonly now: Instant
  readonly header: BackupHeader
}

export type RestoreReport<Settled> = {
  readonly header: BackupHeader
  readonly totalRows: number
  readonly schemaNumber: number
  readonly settled: Settled
}

export async function restore<Settled>(
  pool: Pool,
  file: string,
  onProgress: OnProgress,
  options: RestoreOptions<Settled>,
): Promise<RestoreReport<Settled>> {
  return restoreFrom(pool, await openBackupFile(file), onProgress, options)
}

/** The same from any stream. */
export async function restoreStream<Settled>(
  pool: Pool,
  source: Readable,
  onProgress: OnProgress,
  options: RestoreOptions<Settled>,
): Promise<RestoreReport<Settled>> {
  return restoreFrom(pool, await openBackup(source, 'The stream'), onProgress, options)
}

async function restoreFrom<Settled>(
  pool: Pool,
  backup: OpenBackup,
  onProgress: OnProgress,
  options: RestoreOptions<Settled>,
): Promise<RestoreReport<Settled>> {
  const { header } = backup
  try {
    await prepareSchema(pool, header)
    const settled = await inTransaction(pool, (client) =>
      replaceContents(client, backup, onProgress, options),
    )
    const { schemaNumber } = await runMigrations(pool, await loadMigrations())
    return { header, totalRows: header.totalRows, schemaNumber, settled }
  } finally {
    await backup.close()
  }
}

async function replaceContents<Settled>(
  client: PoolClient,
  backup: OpenBackup,
  onProgress: OnProgress,
  options: RestoreOptions<Settled>,
): Promise<Settled> {
  const { header } = backup
  await client.query(STEADY_TEXT)
  if (!options.replace) await refuseUnlessEmpty(client)
  for (const table of OF_PROCESSES) await client.query(`delete from ${quoted(table)}`)
  const loaded = await loadTables(client, backup, onProgress)
  await verifyTables(client, header, loaded, onProgress)
  const { rows } = await client.query<{ now: Instant }>('select clock_timestamp() as now')
  return options.settle(client, { now: rows[0]?.now ?? 0, header })
}

/** Brings an older or empty database to the schema of the backup. */
async function prepareSchema(pool: Pool, { schemaNumber }: BackupHeader): Promise<void> {
  const migrations = await loadMigrations()
  if (schemaNumber > migrations.length) {
    throw new BackupFault(
      'backup_too_new',
      `The backup has the schema ${schemaNumber}, and this release knows ${migrations.length}. ` +
        'Restore it with the release that wrote it, or a newer one.',
    )
  }
  const { rows } = await pool.query<{ found: string | null }>(
    `select to_regclass('schema_migration')::text as found`,
  )
  const present = rows[0]?.found
    ? (await pool.query<{ n: number }>('select count(*) as n from schema_migration')).rows[0]?.n
    : 0
  if ((present ?? 0) > schemaNumber) {
    throw new BackupFault(
      'backup_tables_differ',
      `The database has the schema ${present} already, and the backup has ${schemaNumber}. ` +
        'Restore it into an empty database; the newer schema is brought in afterwards.',
    )
  }
  await runMigrations(pool, migrations.slice(0, schemaNumber))
}
