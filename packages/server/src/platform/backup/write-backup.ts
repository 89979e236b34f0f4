// Writes a backup while the server goes on working: every table in one snapshot, on one connection.
//
// A REPEATABLE READ transaction sees the database as it was at its first statement, so rows that
// refer to each other agree, whatever is written meanwhile. The file comes to its name only when
// it is complete and on the disk: a backup cut off never looks like one.

// Known here also to packages that import this file and do not list the declaration.
/// <reference path="./pg-copy-streams.d.ts" />

import { open, rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { assert } from '@evenwatch/core'
import type { Pool, PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { BackupFault } from './backup-fault.ts'
import {
  type BackedUpTable,
  type BackupHeader,
  type BackupTrailer,
  FORMAT_VERSION,
  MAGIC,
  type OnProgress,
  ROWS_END,
  type TableEnd,
} from './backup-format.ts'
import { type DescribedBackup, describeBackup } from './describe-backup.ts'
import { HashedLines } from './hashed-lines.ts'
import { wholeLines } from './line-reader.ts'
import { copyOut, STEADY_TEXT } from './list-tables.ts'
import { RowSum } from './row-sum.ts'

/** Fast rather than small: rows of text shrink to a fifth either way. */
const GZIP_LEVEL = 3

export type BackupSource = { readonly productVersion: string }

export type BackupReport = {
  readonly header: BackupHeader
  readonly totalRows: number
  /** Uncompressed. */
  readonly bytes: number
}

/** Backs the whole database up into one file. */
export async function backup(
  pool: Pool,
  file: string,
  onProgress: OnProgress,
  source: BackupSource,
): Promise<BackupReport> {
  const draft = `${file}.partial`
  const handle = await open(draft, 'w', 0o600).catch((cause: unknown) => {
    throw new BackupFault('backup_file_unusable', `${file} cannot be written: ${String(cause)}`, {
      cause,
    })
  })
  try {
    // Flushed to the disk before it is closed, and closed before it gets its name.
    const stream = handle.createWriteStream({ flush: true })
    const report = await writeBackup(pool, stream, onProgress, source)
    await rename(draft, file)
    return report
  } catch (error) {
    await handle.close()
    await rm(draft, { force: true })
    throw error
  }
}

/** The same into any stream, which is ended. */
export async function writeBackup(
  pool: Pool,
  destination: Writable,
  onProgress: OnProgress,
  source: BackupSource,
): Promise<BackupReport> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query(STEADY_TEXT)
    const header = await describeBackup(client, source.productVersion)
    const lines = new HashedLines()
    const content = Readable.from(backupLines(client, header, lines, onProgress), {
      objectMode: false,
    })
    await pipeline(content, createGzip({ level: GZIP_LEVEL }), destination)
    await client.query('commit')
    broken = false
    return { header: header.header, totalRows: header.header.totalRows, bytes: lines.bytes }
  } finally {
    client.release(broken)
  }
}

async function* backupLines(
  client: PoolClient,
  { header, tables }: DescribedBackup,
  lines: HashedLines,
  onProgress: OnProgress,
): AsyncGenerator<Buffer> {
  yield lines.text(`${MAGIC} ${FORMAT_VERSION}`)
  yield lines.json(header)
  let rowsBefore = 0
  for (const { shape, ...table } of tables) {
    yield lines.json(table satisfies BackedUpTable)
    const sum = new RowSum()
    const rows = client.query(copyStreams.to(copyOut(shape)))
    for await (const batch of wholeLines(rows)) {
      sum.add(batch)
      yield lines.bytesOf(batch)
      const { table: name } = table
      const done = rowsBefore + sum.rows
      onProgress({
        phase: 'copy',
        table: name,
        rows: done,
        totalRows: header.totalRows,
        bytes: lines.bytes,
      })
    }
    yield lines.text(ROWS_END)
    const end = { end: table.table, ...sum.finish() }
    assert(end.rows === table.rows, `${table.table} has as many rows as were counted`)
    yield lines.json(end satisfies TableEnd)
    rowsBefore += end.rows
  }
  const trailer: BackupTrailer = {
    complete: true,
    tables: tables.length,
    totalRows: header.totalRows,
    sha256: lines.sha256(),
  }
  yield lines.json(trailer)
}
