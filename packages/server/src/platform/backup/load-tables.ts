// Fills emptied tables from a backup and checks, table by table, that all of it arrived.

import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { ensureMonth } from '../partitions/ensure-month.ts'
import { BackupFault } from './backup-fault.ts'
import type { BackedUpTable, OnProgress, TableEnd } from './backup-format.ts'
import { listTables, quoted } from './list-tables.ts'
import { damaged, type OpenBackup } from './open-backup.ts'
import { RowSum } from './row-sum.ts'

export type LoadedTable = BackedUpTable & TableEnd

/** Fills every table, in the order of the file: those that are referred to come first. */
export async function loadTables(
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
