// What a backup holds: every table of the schema with its columns, referred-to tables first.
//
// Left out: tables that describe processes and not the installation, columns that PostgreSQL
// computes, and transaction numbers, which mean nothing in another server (the restoring
// transaction writes its own, so that readers who page by them see the restored rows as new).

import type { ClientBase } from 'pg'
import { BackupFault } from './backup-fault.ts'

/** Rows that mean processes now running. */
export const OF_PROCESSES: readonly string[] = ['node', 'housekeeping_claim']
const LEFT_OUT: readonly string[] = ['schema_migration', ...OF_PROCESSES]

export type TableShape = {
  readonly table: string
  readonly columns: readonly string[]
  readonly identityColumns: readonly string[]
  readonly isPartitioned: boolean
  readonly months: readonly string[]
  readonly refersTo: readonly string[]
}

const TABLES = `
select c.relname as table, c.relkind = 'p' as "isPartitioned",
  array(
    select a.attname::text from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and a.atttypid <> 'xid8'::regtype
    order by a.attnum
  ) as columns,
  array(
    select a.attname::text from pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity <> ''
    order by a.attnum
  ) as "identityColumns",
  array(
    select replace(right(p.relname, 7), '_', '-') || '-01'
    from pg_inherits i join pg_class p on p.oid = i.inhrelid
    where i.inhparent = c.oid and p.relname ~ '_[0-9]{4}_[0-9]{2}$' order by 1
  ) as months,
  array(
    select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
    where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
  ) as "refersTo"
from pg_class c
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
  and not c.relispartition and c.relname <> all ($1::text[])
order by c.relname collate "C"`

export async function listTables(client: ClientBase): Promise<readonly TableShape[]> {
  const { rows } = await client.query<TableShape>(TABLES, [LEFT_OUT])
  return referredFirst(rows)
}

function referredFirst(tables: readonly TableShape[]): readonly TableShape[] {
  const ordered: TableShape[] = []
  const placed = new Set<string>()
  let waiting = tables
  while (waiting.length > 0) {
    const ready = waiting.filter((table) => table.refersTo.every((other) => placed.has(other)))
    if (ready.length === 0) {
      const names = waiting.map(({ table }) => table).join(', ')
      throw new BackupFault('tables_refer_in_circles', `Tables refer to each other: ${names}.`)
    }
    for (const table of ready) placed.add(table.table)
    ordered.push(...ready)
    waiting = waiting.filter((table) => !placed.has(table.table))
  }
  return ordered
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** All rows of a table; the query form also reads partitioned ones. */
export function copyOut({ table, columns }: Pick<TableShape, 'table' | 'columns'>): string {
  return `copy (select ${columns.map(quoted).join(', ')} from ${quoted(table)}) to stdout`
}

/** What makes values look the same on every server, for the present transaction. */
export const STEADY_TEXT = `
set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; set local intervalstyle = 'postgres';
set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0;
set local idle_in_transaction_session_timeout = 0; set local synchronize_seqscans = off`
