import { beforeEach, describe, expect, test } from 'vitest'
import { buildContext } from '../../testing/build-context.ts'
import { buildDirectory } from '../../testing/build-directory.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import type { HousekeepingJob } from './housekeeping-job.ts'
import {
  BATCHES_PER_CLAIM,
  HOUSEKEEPING_LEASE_MS,
  HOUSEKEEPING_RETRY_MS,
  housekeepingTick,
} from './housekeeping-tick.ts'

const { pool } = await createTestDatabase()
const directory = buildDirectory()
const HOUR_MS = 3_600_000

beforeEach(async () => {
  await pool.query('delete from housekeeping_claim')
})

function job(name: string, run: HousekeepingJob['run']): HousekeepingJob {
  return { name, everyMs: HOUR_MS, run }
}

const nothing = async () => ({ rows: 0, more: false })

describe('housekeeping', () => {
  test('runs a job at once and then once in its interval', async () => {
    const context = buildContext(pool, directory)
    const jobs = [job('once', nothing)]
    const ran = { job: 'once', rows: 0, failed: false }
    expect(await housekeepingTick(context, jobs)).toEqual([ran])
    context.advance(HOUR_MS - 1)
    expect(await housekeepingTick(context, jobs)).toEqual([])
    context.advance(1)
    expect(await housekeepingTick(context, jobs)).toEqual([ran])
  })

  test('is done by one process at a time', async () => {
    const first = buildContext(pool, directory)
    const second = buildContext(pool, directory)
    let inside: readonly unknown[] | null = null
    const jobs = [
      job('alone', async () => {
        inside = await housekeepingTick(second, [job('alone', nothing)])
        return { rows: 1, more: false }
      }),
    ]
    expect(await housekeepingTick(first, jobs)).toEqual([{ job: 'alone', rows: 1, failed: false }])
    expect(inside).toEqual([])
    expect(await housekeepingTick(second, jobs)).toEqual([])
  })

  test('gives the other jobs a turn when one has very much to do', async () => {
    const context = buildContext(pool, directory)
    let waiting = BATCHES_PER_CLAIM + 3
    const jobs = [
      job('long', async () => {
        waiting -= 1
        return { rows: 1, more: waiting > 0 }
      }),
      job('short', nothing),
    ]
    expect(await housekeepingTick(context, jobs)).toEqual([
      { job: 'long', rows: BATCHES_PER_CLAIM, failed: false },
      { job: 'short', rows: 0, failed: false },
    ])
    expect(await housekeepingTick(context, jobs)).toEqual([{ job: 'long', rows: 3, failed: false }])
    expect(waiting).toBe(0)
  })

  test('goes on with the other jobs when one fails, and tries that one again soon', async () => {
    const context = buildContext(pool, directory)
    const jobs = [
      job('broken', async () => {
        throw new TypeError('of no use')
      }),
      job('fine', nothing),
    ]
    expect(await housekeepingTick(context, jobs)).toEqual([
      { job: 'broken', rows: 0, failed: true },
      { job: 'fine', rows: 0, failed: false },
    ])
    expect(await housekeepingTick(context, jobs)).toEqual([])
    context.advance(HOUSEKEEPING_RETRY_MS)
    expect(await housekeepingTick(context, jobs)).toMatchObject([{ job: 'broken' }])
  })

  test('is taken over from a process that went away, which stops when it comes back', async () => {
    const away = buildContext(pool, directory)
    const successor = buildContext(pool, directory)
    let batches = 0
    const jobs = [
      job('frozen', async () => {
        batches += 1
        if (batches > 1) return { rows: 1, more: false }
        successor.advance(HOUSEKEEPING_LEASE_MS)
        await housekeepingTick(successor, jobs)
        return { rows: 1, more: true }
      }),
    ]
    await housekeepingTick(away, jobs)
    expect(batches).toBe(2)
    const { rows } = await pool.query(
      `select claim_no, claimed_by, next_at from housekeeping_claim where job = 'frozen'`,
    )
    expect(rows).toEqual([
      { claim_no: 2, claimed_by: null, next_at: successor.clock.now() + HOUR_MS },
    ])
  })
})
