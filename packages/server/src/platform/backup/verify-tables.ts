// Reads everything back: what the database now holds is what the backup says.

import type { PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { BackupFault } from './backup-fault.ts'
import type { BackupHeader, OnProgress } from './backup-format.ts'
import { wholeLines } from './line-reader.ts'
import { copyOut } from './list-tables.ts'
import type { LoadedTable } from './load-tables.ts'
import { RowSum } from './row-sum.ts'

export async function verifyTables(
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
