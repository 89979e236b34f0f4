// `evenwatch backup`: opens the database by itself, beside a running server or in its absence.

import { BackupFault } from '../platform/backup/backup-fault.ts'
import type { OnProgress } from '../platform/backup/backup-format.ts'
import { type BackupReport, backup } from '../platform/backup/write-backup.ts'
import { createPool } from '../platform/database/create-pool.ts'
import { type Database, openDatabase } from '../platform/database/open-database.ts'
import type { Log } from '../platform/log.ts'
import { findEmbeddedPostgres } from '../platform/postgres/find-embedded-postgres.ts'

export type BackupCommand = {
  /** Absent: the embedded database of `dataDir`. */
  readonly databaseUrl?: string | null
  readonly dataDir: string
  readonly file: string
  readonly productVersion: string
  readonly log: Log
  readonly onProgress: OnProgress
}

export async function runBackupCommand(command: BackupCommand): Promise<BackupReport> {
  const { file, onProgress, productVersion } = command
  const database = await openForReading(command)
  try {
    return await backup(database.pool, file, onProgress, { productVersion })
  } finally {
    await database.close()
  }
}

async function openForReading(command: BackupCommand): Promise<Database> {
  const { databaseUrl, dataDir, log } = command
  if (databaseUrl) return openDatabase({ databaseUrl, dataDir, log })
  const found = findEmbeddedPostgres(dataDir)
  switch (found.kind) {
    case 'none':
      throw new BackupFault(
        'database_missing',
        `There is no database in ${dataDir}. Set EVENWATCH_DATA_DIR to the server's data folder, ` +
          'or DATABASE_URL to its database.',
      )
    case 'at-rest':
      return openDatabase({ dataDir, log })
    case 'held': {
      if (found.connection === null) {
        throw new BackupFault(
          'database_in_use',
          `Evenwatch (process ${found.pid}) is starting or stopping. Try again in a moment.`,
          { retryable: true },
        )
      }
      const pool = createPool({ ...found.connection }, log)
      return { pool, kind: 'embedded', close: () => pool.end() }
    }
  }
}
