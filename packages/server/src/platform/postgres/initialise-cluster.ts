// Makes the database cluster on the first start.
//
// initdb works in a draft folder which is renamed at the end, so a start cut off half-way leaves
// nothing that looks like a cluster. Text sorts by code point, as with the locale C, while upper
// and lower case follow Unicode: PostgreSQL's own provider does both alike on every machine.

import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseFault } from '../database/database-fault.ts'
import type { NativeBinaries } from './native-binaries.ts'
import { serverEnvironment } from './server-environment.ts'
import { makePrivateFolder, type ServerHome } from './server-home.ts'

export const DATABASE_USER = 'evenwatch'
/** The major version of the programs that the package brings. */
const MAJOR_VERSION = '18'
const INITDB_TIMEOUT_MS = 120_000
const DRAFT_NAME = 'cluster.draft'

/** True when a cluster was made, false when one was there. */
export async function initialiseCluster(
  home: ServerHome,
  binaries: NativeBinaries,
  unsafeFast: boolean,
): Promise<boolean> {
  if (existsSync(join(home.clusterFolder, 'PG_VERSION'))) {
    refuseOtherMajor(home.clusterFolder)
    return false
  }
  refuseOccupied(home.clusterFolder)
  const draft = join(home.folder, DRAFT_NAME)
  rmSync(draft, { recursive: true, force: true })
  makePrivateFolder(draft, home.account)
  await runInitdb(home, binaries, draft, unsafeFast)
  renameSync(draft, home.clusterFolder)
  return true
}

async function runInitdb(
  home: ServerHome,
  binaries: NativeBinaries,
  draft: string,
  unsafeFast: boolean,
): Promise<void> {
  const args = ['--pgdata', draft, '--username', DATABASE_USER, '--encoding', 'UTF8']
  args.push('--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8')
  // The socket's folder admits its owner and root only; that is the whole authentication.
  args.push('--auth-local', 'trust', '--auth-host', 'reject')
  if (unsafeFast) args.push('--no-sync')
  try {
    await promisify(execFile)(binaries.initdb, args, {
      ...(home.account.foreign ? { uid: home.account.uid, gid: home.account.gid } : {}),
      cwd: home.folder,
      env: serverEnvironment(),
      timeout: INITDB_TIMEOUT_MS,
    })
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : ''
    throw new DatabaseFault(
      'embedded_postgres_failed',
      `The embedded database could not be created in ${home.folder}: ${said || String(cause)}`,
      { cause },
    )
  }
}

function refuseOtherMajor(clusterFolder: string): void {
  const found = readFileSync(join(clusterFolder, 'PG_VERSION'), 'utf8').trim()
  if (found === MAJOR_VERSION) return
  throw new DatabaseFault(
    'database_version_unsupported',
    `The database in ${clusterFolder} was written by PostgreSQL ${found}, and this release ` +
      `brings ${MAJOR_VERSION}. Back it up with the release that wrote it and restore it here.`,
  )
}

function refuseOccupied(clusterFolder: string): void {
  if (!existsSync(clusterFolder) || readdirSync(clusterFolder).length === 0) return
  throw new DatabaseFault(
    'data_folder_unusable',
    `${clusterFolder} holds files but no database. Move them away, or restore the folder.`,
  )
}
