// Looks at a data folder from outside: is there a database, and does somebody serve from it?
//
// For commands that work beside a running server. Nothing is started, made or locked.

import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { findLockHolder } from './data-folder-lock.ts'
import { findPostmaster } from './find-postmaster.ts'
import { DATABASE_USER } from './initialise-cluster.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { locateServerHome } from './server-home.ts'
import { DATABASE_NAME, type SocketConnection } from './start-embedded-postgres.ts'

export type FoundEmbeddedPostgres =
  /** No database was ever made in this folder. */
  | { readonly kind: 'none' }
  /** There is one that nobody serves from. */
  | { readonly kind: 'at-rest' }
  /** An Evenwatch process holds the folder; `connection` once its database server answers. */
  | { readonly kind: 'held'; readonly pid: number; readonly connection: SocketConnection | null }

export function findEmbeddedPostgres(dataDir: string): FoundEmbeddedPostgres {
  const located = locateServerHome(dataDir)
  if (!existsSync(join(located, 'cluster', 'PG_VERSION'))) return { kind: 'none' }
  const folder = realpathSync(located)
  const holder = findLockHolder(folder)
  if (holder === undefined) return { kind: 'at-rest' }
  return { kind: 'held', pid: holder.pid, connection: connectionOf(join(folder, 'cluster')) }
}

function connectionOf(clusterFolder: string): SocketConnection | null {
  const written = readPostmasterFile(clusterFolder)
  const serves = findPostmaster(clusterFolder) !== undefined && written?.ready === true
  if (!serves) return null
  return { host: written.socketFolder, port: 5432, user: DATABASE_USER, database: DATABASE_NAME }
}
