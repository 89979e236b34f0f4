// A fresh, migrated database for one test file, dropped when the file is done.
//
// Call it at the top of the file: `const database = await createTestDatabase()`.

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { createPool } from '../database/create-pool.ts'
import { type TestConnection, withDatabase } from './global-setup.ts'
import { silentLog } from './silent-log.ts'

/** Two workers of 20 would not fit beside the clients that single tests open. */
const TEST_POOL_CONNECTIONS_MAX = 15

export type TestDatabase = {
  readonly name: string
  readonly pool: pg.Pool
  /** For tests that open connections of their own. */
  readonly connection: pg.PoolConfig
}

/** `empty` gives a database without the schema. */
export async function createTestDatabase(
  options: { readonly empty?: boolean } = {},
): Promise<TestDatabase> {
  const server = inject('evenwatchTestServer')
  const name = `evenwatch_test_${process.pid}_${randomBytes(6).toString('hex')}`
  const template = options.empty === true ? 'template0' : server.template
  await asAdmin(server.connection, `create database ${name} template ${template}`)
  const connection = withDatabase(server.connection, name)
  const pool = createPool({ ...connection, max: TEST_POOL_CONNECTIONS_MAX }, silentLog)
  afterAll(async () => {
    await pool.end()
    await asAdmin(server.connection, `drop database ${name} with (force)`)
  })
  return { name, pool, connection }
}

async function asAdmin(connection: TestConnection, statement: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
