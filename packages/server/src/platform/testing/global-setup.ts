// Gives every test run one database server with a migrated template database.
//
// The server is an embedded one in a temporary folder, without durability; or, when
// EVENWATCH_TEST_DATABASE_URL is set, that one, whose user must be allowed to create databases.

import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createPool } from '../database/create-pool.ts'
import { loadMigrations } from '../migrations/load-migrations.ts'
import { runMigrations } from '../migrations/run-migrations.ts'
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts'
import { silentLog } from './silent-log.ts'

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
  const folder = await mkdtemp(join(tmpdir(), 'evenwatch-test-'))
  // Made for its owner only, it would be closed to the user that root runs the server as.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder, log: silentLog, unsafeFast: true })
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { connection: server.connectionOptions, stop }
}

async function migrate(config: pg.PoolConfig): Promise<void> {
  const pool = createPool({ ...config, max: 1 }, silentLog)
  try {
    await runMigrations(pool, await loadMigrations())
  } finally {
    await pool.end()
  }
}
