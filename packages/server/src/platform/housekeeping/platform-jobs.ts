// The platform's own tidying: months of the event log, answers kept for repeated calls, processes
// that are gone.

import { DAY_MS, formatInstant, HOUR_MS } from '@evenwatch/core'
import { IDEMPOTENCY_KEPT_MS } from '../http/idempotency.ts'
import { EVENT_LOG_DAYS, keepPartitions } from '../partitions/keep-partitions.ts'
import { batchOf, HOUSEKEEPING_BATCH_ROWS, type HousekeepingJob } from './housekeeping-job.ts'

/** How long a process that is gone stays on the list. */
export const NODE_KEPT_MS = DAY_MS

const SWEEP_KEYS = `
delete from idempotency_key where (principal, key) in (
  select principal, key from idempotency_key where created_at < $1
  limit ${HOUSEKEEPING_BATCH_ROWS} for update skip locked)`

const SWEEP_NODES = `
delete from node where id in (
  select id from node where seen_at < $1 limit ${HOUSEKEEPING_BATCH_ROWS} for update skip locked)`

export const platformJobs: readonly HousekeepingJob[] = [
  keepPartitions('event_log', { keepDays: EVENT_LOG_DAYS }),
  {
    name: 'sweep-idempotency-keys',
    everyMs: HOUR_MS,
    run: async ({ pool }, now) => {
      const { rowCount } = await pool.query(SWEEP_KEYS, [formatInstant(now - IDEMPOTENCY_KEPT_MS)])
      return batchOf(rowCount)
    },
  },
  {
    name: 'sweep-nodes',
    everyMs: HOUR_MS,
    run: async ({ pool }, now) => {
      const { rowCount } = await pool.query(SWEEP_NODES, [formatInstant(now - NODE_KEPT_MS)])
      return batchOf(rowCount)
    },
  },
]
