// Runs a function inside one transaction, on one connection, and always gives the connection back.
//
// Nothing is tried again here: what may be repeated is the caller's knowledge. A connection whose
// state is unknown, because rollback or commit failed, is closed instead of returned.

import type pg from 'pg'
import { DatabaseFault } from './database-fault.ts'

export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('begin')
    const result = await workOrRollback(client, work, () => {
      broken = false
    })
    const { command } = await client.query('commit')
    broken = false
    // After a failed statement whose error was swallowed, PostgreSQL answers a commit this way.
    if (command === 'COMMIT') return result
    throw new DatabaseFault(
      'transaction_not_committed',
      'The transaction was rolled back, because a statement in it had failed unnoticed.',
    )
  } finally {
    client.release(broken)
  }
}

async function workOrRollback<Result>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<Result>,
  onRolledBack: () => void,
): Promise<Result> {
  try {
    return await work(client)
  } catch (error) {
    try {
      await client.query('rollback')
      onRolledBack()
    } catch {
      // The first error says more; the connection is closed, which rolls back as well.
    }
    throw error
  }
}
