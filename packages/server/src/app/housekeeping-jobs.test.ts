import { expect, test } from 'vitest'
import { housekeepingTick } from '../platform/housekeeping/housekeeping-tick.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { buildContext } from '../testing/build-context.ts'
import { buildDirectory } from '../testing/build-directory.ts'
import { housekeepingJobs } from './housekeeping-jobs.ts'

const { pool } = await createTestDatabase()

test('every job of the product runs on an empty database, under a name of its own', async () => {
  const context = buildContext(pool, buildDirectory())
  const jobs = housekeepingJobs(new Map())
  const rounds = await housekeepingTick(context, jobs)
  expect(rounds.map(({ job }) => job)).toEqual(jobs.map(({ name }) => name))
  expect(rounds.filter(({ failed }) => failed)).toEqual([])
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length)
})
