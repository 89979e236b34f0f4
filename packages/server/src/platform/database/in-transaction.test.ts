import { beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { inTransaction } from './in-transaction.ts'

const { pool } = await createTestDatabase({ empty: true })
await pool.query('create table entry (text text primary key)')

beforeEach(async () => {
  await pool.query('truncate entry')
})

async function entries(): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>('select text from entry order by text')
  return rows.map(({ text }) => text)
}

describe('a transaction', () => {
  test('commits what the work did and returns what it returned', async () => {
    const result = await inTransaction(pool, async (client) => {
      await client.query(`insert into entry values ('kept')`)
      return 'done'
    })
    expect(result).toBe('done')
    expect(await entries()).toEqual(['kept'])
  })

  test('leaves nothing behind when the work throws, and passes the error on', async () => {
    const failing = inTransaction(pool, async (client) => {
      await client.query(`insert into entry values ('gone')`)
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await entries()).toEqual([])
  })

  test('that hides the failure of a statement is not taken for committed', async () => {
    const hiding = inTransaction(pool, async (client) => {
      await client.query(`insert into entry values ('gone')`)
      await client.query('select 1 / 0').catch(() => undefined)
    })
    await expect(hiding).rejects.toMatchObject({ code: 'transaction_not_committed' })
    expect(await entries()).toEqual([])
  })

  test('whose connection is cut gives its place in the pool back', async () => {
    const cut = inTransaction(pool, async (client) => {
      await client.query('select pg_terminate_backend(pg_backend_pid())')
    })
    await expect(cut).rejects.toThrow()
    expect(await entries()).toEqual([])
    expect(pool.idleCount).toBe(pool.totalCount)
  })
})
