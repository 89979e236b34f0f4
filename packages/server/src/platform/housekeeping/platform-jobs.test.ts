import { formatInstant } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { buildContext } from '../../testing/build-context.ts'
import { buildDirectory } from '../../testing/build-directory.ts'
import { IDEMPOTENCY_KEPT_MS } from '../http/idempotency.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { HOUSEKEEPING_BATCH_ROWS } from './housekeeping-job.ts'
import { platformJobs } from './platform-jobs.ts'

const { pool } = await createTestDatabase()

test('answers to repeated calls are kept for a day, and swept in batches', async () => {
  const context = buildContext(pool, buildDirectory())
  const now = context.clock.now()
  const old = HOUSEKEEPING_BATCH_ROWS + 1
  await pool.query(
    `insert into idempotency_key (principal, key, request_hash, created_at)
     select 'user:x', n::text, '', $2::timestamptz from generate_series(1, $1::int) as n
     union all select 'user:x', 'fresh', '', $3::timestamptz`,
    [old, formatInstant(now - IDEMPOTENCY_KEPT_MS - 1), formatInstant(now - IDEMPOTENCY_KEPT_MS)],
  )
  const job = platformJobs.find(({ name }) => name === 'sweep-idempotency-keys')
  expect(await job?.run(context, now)).toEqual({ rows: HOUSEKEEPING_BATCH_ROWS, more: true })
  expect(await job?.run(context, now)).toEqual({ rows: 1, more: false })
  const { rows } = await pool.query('select key from idempotency_key')
  expect(rows).toEqual([{ key: 'fresh' }])
})
