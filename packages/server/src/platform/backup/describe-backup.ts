// What a backup will hold, read in its own snapshot before the first row is written.

import { assert, formatInstant, type Instant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { BackupFault } from './backup-fault.ts'
import { type BackedUpTable, type BackupHeader, KEY_NOTICE } from './backup-format.ts'
import { listTables, quoted, type TableShape } from './list-tables.ts'

export type DescribedBackup = {
  readonly header: BackupHeader
  readonly tables: readonly (BackedUpTable & { readonly shape: TableShape })[]
}

export async function describeBackup(
  client: PoolClient,
  productVersion: string,
): Promise<DescribedBackup> {
  const shapes = await listTables(client)
  if (!shapes.some(({ table }) => table === 'installation')) {
    throw new BackupFault('database_missing', 'There is nothing to back up: no Evenwatch schema.')
  }
  const tables = []
  for (const shape of shapes) {
    const { rows } = await client.query<{ rows: number }>(
      `select count(*) as rows from ${quoted(shape.table)}`,
    )
    tables.push({
      shape,
      table: shape.table,
      columns: shape.columns,
      rows: rows[0]?.rows ?? 0,
      nextNumbers: await readNextNumbers(client, shape),
      months: shape.months,
    })
  }
  const totalRows = tables.reduce((sum, { rows }) => sum + rows, 0)
  const facts = await readFacts(client)
  return {
    header: {
      product: 'evenwatch',
      productVersion,
      ...facts,
      notice: KEY_NOTICE,
      tables: tables.length,
      totalRows,
    },
    tables,
  }
}

async function readFacts(client: PoolClient) {
  const { rows } = await client.query<{
    schemaNumber: number
    installationId: string | null
    secretKeyCheck: string | null
    at: Instant
  }>(`select (select max(number) from schema_migration) as "schemaNumber", i.id as "installationId",
    i.secret_key_check as "secretKeyCheck", transaction_timestamp() as at
    from (select) as always left join installation i on true`)
  const [facts] = rows
  assert(facts !== undefined, 'a query without a condition gives a row')
  const { at, ...others } = facts
  return { ...others, createdAt: formatInstant(at) }
}

// Numbers are drawn outside of snapshots, so what is read now is past every row in ours.
async function readNextNumbers(
  client: PoolClient,
  { table, identityColumns }: TableShape,
): Promise<{ [column: string]: number }> {
  const next: { [column: string]: number } = {}
  for (const column of identityColumns) {
    const named = await client.query<{ name: string }>(
      'select pg_get_serial_sequence($1, $2) as name',
      [quoted(table), column],
    )
    const { rows } = await client.query<{ next: number }>(
      `select case when is_called then last_value + 1 else last_value end as next
       from ${named.rows[0]?.name}`,
    )
    next[column] = rows[0]?.next ?? 1
  }
  return next
}
