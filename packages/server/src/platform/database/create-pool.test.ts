import { expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { IDLE_IN_TRANSACTION_MS_MAX, STATEMENT_MS_MAX } from './create-pool.ts'
import { inTransaction } from './in-transaction.ts'

const { pool } = await createTestDatabase()

test('every connection ends transactions that stand still and statements without end', async () => {
  const { rows } = await pool.query(
    `select name, setting::int as ms from pg_settings
     where name in ('idle_in_transaction_session_timeout', 'statement_timeout') order by name`,
  )
  expect(rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', ms: IDLE_IN_TRANSACTION_MS_MAX },
    { name: 'statement_timeout', ms: STATEMENT_MS_MAX },
  ])
})

test('locks of a transaction that stands still come free, and its late write is refused', async () => {
  await pool.query('create table slot (key text primary key)')
  const standing = inTransaction(pool, async (client) => {
    await client.query(`set local idle_in_transaction_session_timeout = 50`)
    await client.query(`insert into slot values ('a')`)
    const ended = new Promise((resolve) => client.once('error', resolve))
    // Waits for the lock until the server has ended the transaction that holds it.
    await pool.query(`insert into slot values ('a')`)
    await ended
    await client.query(`insert into slot values ('b')`)
  })
  await expect(standing).rejects.toThrow()
  expect((await pool.query('select key from slot')).rows).toEqual([{ key: 'a' }])
})
