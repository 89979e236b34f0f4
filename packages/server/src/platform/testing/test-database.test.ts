import { describe, expect, test } from 'vitest'
import { createTestDatabase } from './test-database.ts'

const first = await createTestDatabase()
const second = await createTestDatabase({ empty: true })

describe('a test database', () => {
  test('is migrated', async () => {
    const { rows } = await first.pool.query(`select to_regclass('schema_migration') as found`)
    expect(rows).toEqual([{ found: 'schema_migration' }])
  })

  test('is without a schema when asked', async () => {
    const { rows } = await second.pool.query(`select to_regclass('schema_migration') as found`)
    expect(rows).toEqual([{ found: null }])
  })

  test('shares nothing with another one', async () => {
    await first.pool.query('create table only_here (id integer)')
    const { rows } = await second.pool.query(`select to_regclass('only_here') as found`)
    expect(rows).toEqual([{ found: null }])
  })

  test('orders text by code point and knows upper case beyond ASCII', async () => {
    const { rows } = await first.pool.query<{ small: string; order: string[] }>(
      `select lower('ÄÉ') as small, array(select unnest(array['b', 'B', 'ä', 'a']) order by 1) as order`,
    )
    expect(rows[0]?.order).toEqual(['B', 'a', 'b', 'ä'])
    if (process.env.EVENWATCH_TEST_DATABASE_URL === undefined) expect(rows[0]?.small).toBe('äé')
  })
})
