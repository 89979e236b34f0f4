// The backup file: gzip around lines of text, so that `zcat file | head -2` tells what it is.
//
//   evenwatch-backup 1
//   {header}
//   for each table, those it refers to first:
//     {table}, its rows as PostgreSQL's COPY writes them, a line `\.`, {end of table}
//   {trailer}
//
// No row can look like the line `\.`, because COPY doubles every backslash. The end of each table
// carries its checksums, the trailer one over every byte before it.

import { isJsonObject } from '@evenwatch/core'
import { BackupFault } from './backup-fault.ts'

export const FORMAT_VERSION = 1
export const MAGIC = 'evenwatch-backup'
export const ROWS_END = '\\.'

export const KEY_NOTICE =
  'The secret key is NOT inside. Keep EVENWATCH_SECRET_KEY (or the file secret-key of the data ' +
  'folder) elsewhere: without it, stored secrets and integration keys cannot be read.'

export type BackupHeader = {
  readonly product: 'evenwatch'
  readonly productVersion: string
  readonly schemaNumber: number
  /** Null when the database never served. */
  readonly installationId: string | null
  /** RFC 3339, by the database's clock: the instant that the backup shows. */
  readonly createdAt: string
  /** The installation's check value: tells whether a key is the right one, nothing else. */
  readonly secretKeyCheck: string | null
  readonly notice: string
  readonly tables: number
  readonly totalRows: number
}

export type BackedUpTable = {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: number
  /** Identity columns and the number that each gives out next. */
  readonly nextNumbers: { readonly [column: string]: number }
  /** First days of the months that had a partition of their own, such as 2026-03-01. */
  readonly months: readonly string[]
}

export type TableEnd = {
  readonly end: string
  readonly rows: number
  /** Of the rows' bytes in the order of the file. */
  readonly sha256: string
  /** Of the rows in any order: what reading back is compared with. */
  readonly rowSum: string
}

export type BackupTrailer = {
  readonly complete: true
  readonly tables: number
  readonly totalRows: number
  readonly sha256: string
}

export type BackupProgress = {
  readonly phase: 'copy' | 'verify'
  readonly table: string
  /** Of all tables so far. */
  readonly rows: number
  readonly totalRows: number
  /** Uncompressed. */
  readonly bytes: number
}
export type OnProgress = (progress: BackupProgress) => void

/** Reads a line that must be a JSON object with these members; `what` names it when it is not. */
export function parseLine<Line extends object>(
  line: string,
  members: readonly (keyof Line & string)[],
  what: string,
): Line {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new BackupFault('backup_damaged', `The backup is damaged: ${what} cannot be read.`, {
      cause,
    })
  }
  if (isJsonObject(value) && members.every((member) => value[member] !== undefined)) {
    // The members are there; their types were written by us and are covered by the checksum.
    return value as Line
  }
  throw new BackupFault('backup_damaged', `The backup is damaged: ${what} is incomplete.`)
}
