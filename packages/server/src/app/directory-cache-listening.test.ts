import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { loadPeople } from '../people/load-people.ts'
import { silentLog } from '../platform/testing/silent-log.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { listenForOthers } from '../platform/wake/listen-for-others.ts'
import { createWakes } from '../platform/wake/wakes.ts'
import { createDirectoryCache } from './directory-cache.ts'

const { pool } = await createTestDatabase()

const LISTENING = `
select pid from pg_stat_activity
where datname = current_database() and query like 'listen %' and pid <> pg_backend_pid()`
const PATIENCE = { timeout: 15_000, interval: 50 }

async function listeners(): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(LISTENING)
  return rows.map((row) => row.pid)
}

test('connections that listened when the database died are given back, not kept', async () => {
  const wakes = createWakes()
  const directory = createDirectoryCache(pool, { loadPeople }, wakes, silentLog, { now: () => 0 })
  await directory.start()
  const hints = listenForOthers(pool, wakes, pino({ level: 'silent' }))
  for (let death = 0; death < 2; death += 1) {
    const before = await vi.waitUntil(async () => {
      const found = await listeners()
      return found.length === 2 && found
    }, PATIENCE)
    for (const pid of before) await pool.query('select pg_terminate_backend($1)', [pid])
    await vi.waitUntil(async () => {
      const found = await listeners()
      return found.length === 2 && !found.some((pid) => before.includes(pid))
    }, PATIENCE)
    await vi.waitFor(() => expect(pool.totalCount - pool.idleCount).toBe(2), PATIENCE)
  }
  await hints.stop()
  await directory.stop()
})
