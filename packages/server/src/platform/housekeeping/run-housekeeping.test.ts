import { expect, test } from 'vitest'
import { buildContext } from '../../testing/build-context.ts'
import { buildDirectory } from '../../testing/build-directory.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { runHousekeeping } from './run-housekeeping.ts'

const { pool } = await createTestDatabase()

test('housekeeping begins at the start, and ends after the batch that is running', async () => {
  const context = buildContext(pool, buildDirectory())
  let batches = 0
  let stopped: Promise<void> | undefined
  await new Promise<void>((running) => {
    const housekeeping = runHousekeeping(context, [
      {
        name: 'endless',
        everyMs: 1_000,
        run: async () => {
          batches += 1
          if (batches === 3) {
            stopped = housekeeping.stop()
            running()
          }
          return { rows: 1, more: true }
        },
      },
    ])
  })
  await stopped
  expect(batches).toBe(3)
  const { rows } = await pool.query('select claimed_by from housekeeping_claim')
  expect(rows).toEqual([{ claimed_by: null }])
})

test('a process whose clock is unsure leaves it to the others', async () => {
  const context = buildContext(pool, buildDirectory())
  let looked: (() => void) | undefined
  const unsure = new Promise<void>((resolve) => {
    looked = resolve
  })
  let ran = false
  const clock = {
    ...context.clock,
    healthy: () => {
      looked?.()
      return false
    },
  }
  const job = {
    name: 'unsure',
    everyMs: 1_000,
    run: async () => {
      ran = true
      return { rows: 0, more: false }
    },
  }
  const housekeeping = runHousekeeping({ ...context, clock }, [job])
  await unsure
  await housekeeping.stop()
  expect(ran).toBe(false)
})
