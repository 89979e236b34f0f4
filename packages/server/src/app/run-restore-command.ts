// `evenwatch restore`: into the embedded database or yours, while no server works on it.

import { access, constants } from 'node:fs/promises'
import type { Instant } from '@evenwatch/core'
import { type SettledGroups, settleRestoredGroups } from '../alert/settle-restored-groups.ts'
import { BackupFault } from '../platform/backup/backup-fault.ts'
import type { OnProgress } from '../platform/backup/backup-format.ts'
import { type RestoreReport, restore } from '../platform/backup/restore.ts'
import { errorCodeOf } from '../platform/database/database-fault.ts'
import { type Database, openDatabase } from '../platform/database/open-database.ts'
import type { Log } from '../platform/log.ts'
import { listNodes } from '../platform/nodes/list-nodes.ts'
import { findEmbeddedPostgres } from '../platform/postgres/find-embedded-postgres.ts'

export type RestoreCommand = {
  /** Absent: the embedded database of `dataDir`. */
  readonly databaseUrl?: string | null
  readonly dataDir: string
  readonly file: string
  /** Gives up what the database holds. */
  readonly replace: boolean
  /** Lets escalations go on where they stood: for a move within minutes. */
  readonly resumePaging: boolean
  readonly log: Log
  readonly onProgress: OnProgress
}

export async function runRestoreCommand(
  command: RestoreCommand,
): Promise<RestoreReport<SettledGroups>> {
  const { databaseUrl, dataDir, file, log, onProgress, replace, resumePaging } = command
  await refuseUnreadable(file)
  if (!databaseUrl) refuseWhileHeld(dataDir)
  const database = await openDatabase({ databaseUrl: databaseUrl ?? undefined, dataDir, log })
  try {
    await refuseWhileServed(database)
    const settle = resumePaging ? leaveAsItWas : settleRestoredGroups
    return await restore(database.pool, file, onProgress, { replace, settle })
  } finally {
    await database.close()
  }
}

export async function leaveAsItWas(): Promise<SettledGroups> {
  return { notResumed: [] }
}

/** Before a database is opened: where there is none, opening makes one. */
async function refuseUnreadable(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK)
  } catch (cause) {
    const message = `${file} cannot be read (${errorCodeOf(cause)}).`
    throw new BackupFault('backup_file_unusable', message, { cause })
  }
}

function refuseWhileHeld(dataDir: string): void {
  const found = findEmbeddedPostgres(dataDir)
  if (found.kind === 'held') throw inUse(`Evenwatch (process ${found.pid})`, dataDir)
}

async function refuseWhileServed({ pool, kind }: Database): Promise<void> {
  // Nobody else can be at the embedded database: its folder was locked for us.
  if (kind === 'embedded') return
  const { rows } = await pool.query<{ found: string | null; now: Instant }>(
    `select to_regclass('node')::text as found, clock_timestamp() as now`,
  )
  const [state] = rows
  if (!state?.found) return
  const alive = (await listNodes(pool, state.now)).filter((node) => node.isAlive)
  if (alive.length > 0) throw inUse(alive.map(({ name }) => name).join(', '), 'this database')
}

function inUse(who: string, what: string): BackupFault {
  return new BackupFault(
    'database_in_use',
    `${who} works on ${what}. Stop it first: what it knows would not be what is restored. ` +
      'A process that was killed counts as gone after half a minute.',
  )
}
