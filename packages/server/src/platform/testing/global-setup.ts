// Gives every test run one database server with a migrated template database.
//
// The server is an embedded one in a temporary folder, without durability; or, when
// EVENWATCH_TEST_DATABASE_URL is set, that one, whose user must be allowed to create databases.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createPool } from '../database/create-pool.ts'
import { loadMigrations } from '../migrations/load-migrations.ts'
import { runMigrations } from '../migrations/run-migrations.ts'
import { findLockHolder, LOCK_NAME } from '../postgres/data-folder-lock.ts'
import { findPostmaster } from '../postgres/find-postmaster.ts'
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts'
import { stopPostmaster } from '../postgres/stop-postmaster.ts'
import { silentLog } from './silent-log.ts'

/** Unlike that of any folder a test makes: those may be without a living holder on purpose. */
const FOLDER_PREFIX = 'evenwatch-run-'

/** How tests reach the server; plain data, because it crosses into the workers. */
export type TestServer = {
  readonly connection: TestConnection
  readonly template: string
}

export type TestConnection =
  | {
      readonly host: string
      readonly port: number
      readonly user: string
      readonly database: string
    }
  | { readonly connectionString: string }

declare module 'vitest' {
  export interface ProvidedContext {
    evenwatchTestServer: TestServer
  }
}

/** The shape that vitest asks of a global setup file: `setup`, and a teardown that it returns. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { connection, stop } = await openServer(process.env.EVENWATCH_TEST_DATABASE_URL)
  const template = `evenwatch_template_${randomBytes(6).toString('hex')}`
  const admin = createPool({ ...connection, max: 1 }, silentLog)
  try {
    await admin.query(`create database ${template} template template0 encoding 'UTF8'`)
    await migrate(withDatabase(connection, template))
  } catch (error) {
    await admin.end()
    await stop()
    throw error
  }
  project.provide('evenwatchTestServer', { connection, template })
  return async () => {
    await admin.query(`drop database ${template} with (force)`)
    await admin.end()
    await stop()
  }
}

/** The same server, another database. */
export function withDatabase(connection: TestConnection, database: string): pg.PoolConfig {
  if (!('connectionString' in connection)) return { ...connection, database }
  const url = new URL(connection.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}

async function openServer(
  url: string | undefined,
): Promise<{ connection: TestConnection; stop: () => Promise<void> }> {
  if (url !== undefined) {
    return { connection: { connectionString: url }, stop: async () => undefined }
  }
  await removeAbandonedServers()
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX))
  // Made for its owner only, it would be closed to the user that root runs the server as.
  await chmod(folder, 0o755)
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const server = await startEmbeddedPostgres({
      dataDir: folder,
      log: silentLog,
      unsafeFast: true,
    })
    const stop = () => server.stop().finally(remove)
    return { connection: server.connectionOptions, stop }
  } catch (error) {
    await remove()
    throw error
  }
}

// A run that was killed cannot clean up; the next one does it for it.
async function removeAbandonedServers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const home = join(tmpdir(), name, 'postgres')
    const isOurs = name.startsWith(FOLDER_PREFIX) && existsSync(join(home, LOCK_NAME))
    if (!isOurs || findLockHolder(home) !== undefined) continue
    const server = findPostmaster(join(home, 'cluster'))
    if (server !== undefined) await stopPostmaster(server)
    await rm(join(tmpdir(), name), { recursive: true, force: true })
  }
}

async function migrate(config: pg.PoolConfig): Promise<void> {
  const pool = createPool({ ...config, max: 1 }, silentLog)
  try {
    await runMigrations(pool, await loadMigrations())
  } finally {
    await pool.end()
  }
}
