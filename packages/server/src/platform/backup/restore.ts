// Restores a backup into a database that holds nothing yet, or replaces what it holds.
//
// One transaction: load every table, read all of it back and compare, let the rooms settle what
// must not go on by itself, commit. Until then the database is as it was. A backup of an older
// schema goes into that schema and is migrated afterwards, as its own server would have been.

// Known here also to packages that import this file and do not list the declaration.
/// <reference path="./pg-copy-streams.d.ts" />

import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Instant } from '@evenwatch/core'
import type { Pool, PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { inTransaction } from '../database/transaction.ts'
import { loadMigrations } from '../migrations/load-migrations.ts'
import { runMigrations } from '../migrations/run-migrations.ts'
import { ensureMonth } from '../partitions/ensure-month.ts'
import { BackupFault } from './backup-fault.ts'
import type { BackedUpTable, BackupHeader, OnProgress, TableEnd } from './backup-format.ts'
import { wholeLines } from './line-reader.ts'
import { copyOut, listTables, OF_PROCESSES, quoted, STEADY_TEXT } from './list-tables.ts'
import { damaged, type OpenBackup, openBackup, openBackupFile } from './open-backup.ts'
import { refuseUnlessEmpty } from './refuse-unless-empty.ts'
import { RowSum } from './row-sum.ts'

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
  await verify(client, header, loaded, onProgress)
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

type LoadedTable = BackedUpTable & TableEnd

async function loadTables(
  client: PoolClient,
  backup: OpenBackup,
  onProgress: OnProgress,
): Promise<readonly LoadedTable[]> {
  const shapes = new Map((await listTables(client)).map((shape) => [shape.table, shape]))
  // One statement, because the tables refer to each other.
  await client.query(`truncate ${[...shapes.keys()].map(quoted).join(', ')}`)
  const loaded: LoadedTable[] = []
  const done = { rows: 0, bytes: 0 }
  for (;;) {
    const table = await backup.next()
    if ('complete' in table) {
      if (table.tables !== loaded.length) throw damaged('a table is missing')
      break
    }
    const shape = shapes.get(table.table)
    const missing = table.columns.filter((column) => shape?.columns.includes(column) !== true)
    if (shape === undefined || missing.length > 0) {
      const what = shape === undefined ? 'the table' : `the columns ${missing.join(', ')} of`
      throw new BackupFault(
        'backup_tables_differ',
        `The backup holds ${what} ${table.table}, which this release does not know.`,
      )
    }
    for (const month of table.months) await ensureMonth(client, table.table, Date.parse(month))
    loaded.push({ ...table, ...(await loadTable(client, backup, table, onProgress, done)) })
  }
  const names = new Set(loaded.map(({ table }) => table))
  const absent = [...shapes.keys()].filter((table) => !names.has(table))
  if (absent.length > 0) {
    throw new BackupFault(
      'backup_tables_differ',
      `The backup lacks the table ${absent.join(', ')}, which belongs to its schema.`,
    )
  }
  return loaded
}

async function loadTable(
  client: PoolClient,
  backup: OpenBackup,
  table: BackedUpTable,
  onProgress: OnProgress,
  done: { rows: number; bytes: number },
): Promise<TableEnd> {
  const { table: name, columns } = table
  const { totalRows } = backup.header
  const sum = new RowSum()
  async function* counted() {
    for await (const batch of backup.rows(name)) {
      sum.add(batch)
      const rows = done.rows + sum.rows
      onProgress({ phase: 'copy', table: name, rows, totalRows, bytes: done.bytes + sum.bytes })
      yield batch
    }
  }
  const statement = `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`
  await pipeline(counted(), client.query(copyStreams.from(statement))).catch((cause: unknown) => {
    if (cause instanceof BackupFault) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BackupFault(
      'backup_damaged',
      `The rows of ${name} were refused by the database: ${reason}`,
      { cause },
    )
  })
  const end = await backup.end(name)
  const found = sum.finish()
  if (end.end !== name || found.rows !== end.rows || end.rows !== table.rows) {
    throw damaged(`${name} has ${found.rows} rows, and ${table.rows} were written`)
  }
  if (found.sha256 !== end.sha256) throw damaged(`the checksum of ${name} differs`)
  done.rows += sum.rows
  done.bytes += sum.bytes
  for (const [column, next] of Object.entries(table.nextNumbers)) {
    // Unlike setval, this is undone with the transaction.
    await client.query(
      `alter table ${quoted(name)} alter column ${quoted(column)} restart with ${Number(next)}`,
    )
  }
  return end
}

/** Reads everything back: what the database now holds is what the backup says. */
async function verify(
  client: PoolClient,
  { totalRows }: BackupHeader,
  tables: readonly LoadedTable[],
  onProgress: OnProgress,
): Promise<void> {
  const done = { rows: 0, bytes: 0 }
  for (const table of tables) {
    const sum = new RowSum()
    for await (const batch of wholeLines(client.query(copyStreams.to(copyOut(table))))) {
      sum.add(batch)
      const rows = done.rows + sum.rows
      const bytes = done.bytes + sum.bytes
      onProgress({ phase: 'verify', table: table.table, rows, totalRows, bytes })
    }
    const { rows, rowSum } = sum.finish()
    if (rows !== table.rows || rowSum !== table.rowSum) {
      throw new BackupFault(
        'backup_not_verified',
        `${table.table} does not read back as it was written: ${rows} of ${table.rows} rows. ` +
          'Nothing was restored.',
      )
    }
    done.rows += rows
    done.bytes += sum.bytes
  }
}
