// Opens a backup for reading and checks what it says about itself before anything is changed.

import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { errorCodeOf } from '../database/database-fault.ts'
import { BackupFault } from './backup-fault.ts'
import {
  type BackedUpTable,
  type BackupHeader,
  type BackupTrailer,
  FORMAT_VERSION,
  MAGIC,
  parseLine,
  type TableEnd,
} from './backup-format.ts'
import { cutOff, LineReader } from './line-reader.ts'

export type OpenBackup = {
  readonly header: BackupHeader
  /** The next table, or the trailer once all are read. */
  next(): Promise<BackedUpTable | BackupTrailer>
  rows(table: string): AsyncGenerator<Buffer>
  end(table: string): Promise<TableEnd>
  /** Lets go of the file, read to its end or not. */
  close(): Promise<void>
}

export function openBackupFile(file: string): Promise<OpenBackup> {
  return openBackup(createReadStream(file), file)
}

export async function openBackup(source: Readable, name: string): Promise<OpenBackup> {
  const reader = new LineReader(unpacked(source, name))
  try {
    return bodyOf(reader, await readHeader(reader, name))
  } catch (error) {
    await reader.close()
    throw error
  }
}

async function readHeader(reader: LineReader, name: string): Promise<BackupHeader> {
  const magic = await reader.line()
  const [word, version] = magic?.split(' ') ?? []
  if (word !== MAGIC) throw notRecognised(name)
  if (Number(version) !== FORMAT_VERSION) {
    throw new BackupFault(
      'backup_too_new',
      `${name} has the format ${version}, and this release reads ${FORMAT_VERSION}. ` +
        'Restore it with the release that wrote it, or a newer one.',
    )
  }
  return parseLine<BackupHeader>(
    await lineOf(reader, 'its header'),
    ['productVersion', 'schemaNumber', 'createdAt', 'tables', 'totalRows'],
    'its header',
  )
}

function bodyOf(reader: LineReader, header: BackupHeader): OpenBackup {
  return {
    header,
    close: () => reader.close(),
    rows: (table) => reader.rows(table),
    end: async (table) => {
      const what = `the end of the table ${table}`
      return parseLine<TableEnd>(
        await lineOf(reader, what),
        ['end', 'rows', 'sha256', 'rowSum'],
        what,
      )
    },
    next: async () => {
      const expected = reader.sha256()
      const line = await lineOf(reader, 'its last line')
      if (!line.startsWith('{"complete"')) {
        const members = ['table', 'columns', 'rows', 'nextNumbers', 'months'] as const
        return parseLine<BackedUpTable>(line, members, 'the beginning of a table')
      }
      const trailer = parseLine<BackupTrailer>(
        line,
        ['tables', 'totalRows', 'sha256'],
        'its last line',
      )
      if (trailer.sha256 !== expected) throw damaged('the checksum over the whole file differs')
      // Reading on to the end lets gzip compare its own checksum.
      if ((await reader.line()) !== undefined) throw damaged('something follows its last line')
      return trailer
    },
  }
}

async function lineOf(reader: LineReader, what: string): Promise<string> {
  const line = await reader.line()
  if (line === undefined) throw cutOff(`before ${what}`)
  return line
}

export function damaged(what: string): BackupFault {
  return new BackupFault('backup_damaged', `The backup is damaged: ${what}.`)
}

function notRecognised(name: string, cause?: unknown): BackupFault {
  return new BackupFault('backup_not_recognised', `${name} is no backup of Evenwatch.`, { cause })
}

async function* unpacked(source: Readable, name: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  let some = false
  try {
    for await (const chunk of source.pipe(gunzip)) {
      some = true
      yield chunk
    }
  } catch (cause) {
    throw explain(cause, name, some)
  } finally {
    source.destroy()
  }
}

function explain(cause: unknown, name: string, some: boolean): unknown {
  const code = errorCodeOf(cause)
  if (code === 'Z_BUF_ERROR') return cutOff('in the middle of its compressed data')
  if (code?.startsWith('Z_') === true) {
    return some
      ? damaged('its compressed data is not what was written')
      : notRecognised(name, cause)
  }
  if (cause instanceof BackupFault || code === undefined) return cause
  return new BackupFault('backup_file_unusable', `${name} cannot be read (${code}).`, { cause })
}
