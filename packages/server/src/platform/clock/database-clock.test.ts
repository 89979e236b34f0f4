import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPool } from '../database/create-pool.ts'
import { silentLog } from '../testing/silent-log.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { DatabaseClock } from './database-clock.ts'
import { systemRandom } from './system-random.ts'

const { pool, connection } = await createTestDatabase({ empty: true })

async function databaseMs(): Promise<number> {
  const { rows } = await pool.query<{ ms: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms',
  )
  return rows[0]?.ms ?? Number.NaN
}

describe('the clock', () => {
  let clock: DatabaseClock
  beforeAll(async () => {
    clock = await DatabaseClock.start(pool, silentLog)
  })
  afterAll(() => clock.stop())

  test("shows the database's time within its own uncertainty", async () => {
    await clock.sample()
    const before = await databaseMs()
    const shown = clock.now()
    const uncertaintyMs = clock.uncertaintyMs()
    const after = await databaseMs()
    // One millisecond for the fraction that an instant does not have.
    expect(shown).toBeGreaterThanOrEqual(before - uncertaintyMs - 1)
    expect(shown).toBeLessThanOrEqual(after + uncertaintyMs)
    expect(Number.isInteger(shown)).toBe(true)
  })

  test('never steps backwards while samples come in', async () => {
    let last = clock.now()
    for (let round = 0; round < 50; round += 1) {
      await clock.sample()
      const now = clock.now()
      expect(now).toBeGreaterThanOrEqual(last)
      last = now
    }
  })

  test('keeps its time, with growing uncertainty, when the database cannot be asked', async () => {
    const gone = createPool({ ...connection, max: 1 }, silentLog)
    const alone = await DatabaseClock.start(gone, silentLog)
    await gone.end()
    const uncertaintyMs = alone.uncertaintyMs()
    await alone.sample()
    expect(alone.uncertaintyMs()).toBeGreaterThan(uncertaintyMs)
    expect(alone.healthy()).toBe(true)
    await alone.stop()
  })

  test('cannot start without a database', async () => {
    const nowhere = createPool({ host: '127.0.0.1', port: 1 }, silentLog)
    await expect(DatabaseClock.start(nowhere, silentLog)).rejects.toThrow()
    await nowhere.end()
  })
})

describe('chance', () => {
  test('is spread over the whole span and never reaches 1', () => {
    const drawn = Array.from({ length: 10_000 }, () => systemRandom.next())
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn)).toBeLessThan(1)
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
    // Ten standard deviations of the mean.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
  })

  test('gives every object another identifier', () => {
    const ids = new Set(Array.from({ length: 1_000 }, () => systemRandom.uuid(1)))
    expect(ids.size).toBe(1_000)
  })
})
