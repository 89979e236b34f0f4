// Writes the TypeScript types of all tables, as Kysely wants them, from a migrated database.
//
// The schema is the one source: what a column is called, may hold and may be left out is read from
// PostgreSQL's catalogue. A column type without a known meaning is refused rather than guessed.
// Written values differ from read ones in two places: instants go in as RFC 3339 text, and JSON as
// text, because `pg` would turn an array into a PostgreSQL array.

import type pg from 'pg'
import { DatabaseFault } from './database-fault.ts'

type ColumnRow = {
  readonly table: string
  readonly column: string
  /** PostgreSQL's internal name; arrays begin with an underscore. */
  readonly type: string
  readonly nullable: boolean
  readonly hasDefault: boolean
  readonly alwaysGenerated: boolean
  readonly checks: readonly string[]
}

const COLUMNS_QUERY = `
  select c.relname as table, a.attname as column, t.typname as type,
    not a.attnotnull as nullable,
    a.atthasdef or a.attidentity <> '' as "hasDefault",
    a.attidentity = 'a' or a.attgenerated <> '' as "alwaysGenerated",
    array(
      select pg_get_constraintdef(k.oid) from pg_constraint k
      where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] order by k.conname
    ) as checks
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition
  order by c.relname collate "C", a.attnum`

/** What is read, and what is written where that differs. */
const TYPES: {
  readonly [type: string]: string | { readonly read: string; readonly write: string }
} = {
  bool: 'boolean',
  bpchar: 'string',
  bytea: 'Buffer',
  cidr: 'string',
  date: 'string',
  float4: 'number',
  float8: 'number',
  inet: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  interval: 'string',
  json: { read: 'Json', write: 'string' },
  jsonb: { read: 'Json', write: 'string' },
  numeric: 'number',
  text: 'string',
  time: 'string',
  timestamptz: { read: 'Instant', write: 'string' },
  tsrange: 'string',
  tstzrange: 'string',
  tsvector: 'string',
  uuid: 'string',
  varchar: 'string',
  xid8: 'string',
}

export async function generateTableTypes(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<ColumnRow>(COLUMNS_QUERY)
  const tables = new Map<string, ColumnRow[]>()
  for (const row of rows) {
    const columns = tables.get(row.table) ?? []
    columns.push(row)
    tables.set(row.table, columns)
  }
  const body = [...tables].map(([table, columns]) => renderTable(table, columns))
  const text = [...body, renderDatabase([...tables.keys()])].join('\n')
  return [...renderHeading(text), text].join('\n')
}

function renderHeading(text: string): readonly string[] {
  const fromCore = ['Instant', 'Json'].filter((name) => mentions(text, name))
  const fromKysely = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) =>
    mentions(text, name),
  )
  return [
    '// Generated from the migrated schema by `npm run generate`. Do not edit.',
    '',
    ...(fromCore.length > 0
      ? [`import type { ${fromCore.join(', ')} } from '@evenwatch/core'`]
      : []),
    ...(fromKysely.length > 0 ? [`import type { ${fromKysely.join(', ')} } from 'kysely'`] : []),
    '',
  ]
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`: [^\\n]*\\b${name}\\b`).test(text)
}

function renderTable(table: string, columns: readonly ColumnRow[]): string {
  const lines = columns.map((column) => `  ${column.column}: ${columnType(column)}`)
  return [`export interface ${interfaceName(table)} {`, ...lines, '}', ''].join('\n')
}

function renderDatabase(tables: readonly string[]): string {
  const lines = tables.map((table) => `  ${table}: ${interfaceName(table)}`)
  return ['export interface Tables {', ...lines, '}', ''].join('\n')
}

function interfaceName(table: string): string {
  const words = table.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Table`
}

function columnType(column: ColumnRow): string {
  const orNull = column.nullable ? ' | null' : ''
  const { read, write } = valueTypes(column)
  const shown = `${read}${orNull}`
  if (column.alwaysGenerated) {
    return read === write ? `GeneratedAlways<${shown}>` : `ColumnType<${shown}, never, never>`
  }
  if (read !== write) {
    // A nullable column may be left out of an insert just like one with a default.
    const written = `${write}${orNull}`
    const optional = column.hasDefault || column.nullable ? ' | undefined' : ''
    return `ColumnType<${shown}, ${written}${optional}, ${written}>`
  }
  return column.hasDefault ? `Generated<${shown}>` : shown
}

function valueTypes(column: ColumnRow): { read: string; write: string } {
  const isArray = column.type.startsWith('_')
  const known = TYPES[isArray ? column.type.slice(1) : column.type]
  if (known === undefined) {
    throw new DatabaseFault(
      'column_type_unknown',
      `${column.table}.${column.column} has the type ${column.type}, which has no TypeScript ` +
        'type yet. Add it to TYPES in generate-table-types.ts.',
    )
  }
  const both = typeof known === 'string' ? { read: known, write: known } : known
  if (isArray) return { read: `${both.read}[]`, write: `${both.write}[]` }
  const literals = literalsOf(column)
  return literals === undefined ? both : { read: literals, write: literals }
}

// PostgreSQL shows `status in ('a', 'b')` as `(status = ANY (ARRAY['a'::text, 'b'::text]))`, and a
// list of one as a plain comparison.
function literalsOf(column: ColumnRow): string | undefined {
  if (column.type !== 'text' && column.type !== 'varchar') return undefined
  const subject = `\\(*"?${column.column}"?\\)*(?:::text)?`
  const list = new RegExp(
    `^CHECK \\(\\(${subject} = ANY \\(\\(?ARRAY\\[(.+)\\]\\)?(?:::text\\[\\]\\))?\\)\\)$`,
  )
  const single = new RegExp(`^CHECK \\(\\(${subject} = ('(?:[^']|'')*')(?:::[a-z ]+)?\\)\\)$`)
  for (const check of column.checks) {
    const found = list.exec(check)?.[1] ?? single.exec(check)?.[1]
    const literals = found?.match(/'(?:[^']|'')*'/g)
    if (literals === undefined || literals === null) continue
    return literals.map((literal) => quoteLiteral(literal)).join(' | ')
  }
  return undefined
}

function quoteLiteral(sqlLiteral: string): string {
  const text = sqlLiteral.slice(1, -1).replaceAll("''", "'")
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
