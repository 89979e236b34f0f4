import { formatInstant, type Instant } from '@evenwatch/core'
import type { ColumnType } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/test-database.ts'
import { inTransaction } from './in-transaction.ts'
import { createKysely, instantValue, kyselyOn } from './kysely.ts'

interface Tables {
  reminder: { name: string; due_at: ColumnType<Instant, string, string> }
}

const { pool } = await createTestDatabase({ empty: true })
await pool.query('create table reminder (name text not null, due_at timestamptz not null)')
const kysely = createKysely<Tables>(pool)
const NOON = Date.UTC(2026, 0, 5, 12)

describe('typed queries', () => {
  test('write, compare and read instants as numbers', async () => {
    await kysely
      .insertInto('reminder')
      .values([
        { name: 'past', due_at: formatInstant(NOON - 1) },
        { name: 'due', due_at: formatInstant(NOON) },
      ])
      .execute()
    const due = await kysely
      .selectFrom('reminder')
      .selectAll()
      .where('due_at', '>=', instantValue(NOON))
      .execute()
    expect(due).toEqual([{ name: 'due', due_at: NOON }])
  })

  test('run inside a transaction and vanish with it', async () => {
    const failing = inTransaction(pool, async (client) => {
      const inside = kyselyOn<Tables>(client)
      await inside
        .insertInto('reminder')
        .values({ name: 'gone', due_at: formatInstant(NOON) })
        .execute()
      expect(await namesOf(inside)).toContain('gone')
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(await namesOf(kysely)).not.toContain('gone')
  })
})

async function namesOf(on: typeof kysely): Promise<string[]> {
  const rows = await on.selectFrom('reminder').select('name').execute()
  return rows.map(({ name }) => name)
}
