// What signing in leaves behind: sessions, links and codes past their end, failures long forgiven.

import { DAY_MS, formatInstant, HOUR_MS, type Instant } from '@evenwatch/core'
import {
  batchOf,
  HOUSEKEEPING_BATCH_ROWS,
  type HousekeepingJob,
} from '../platform/housekeeping/housekeeping-job.ts'

/** Longer than any throttle looks back. */
export const SIGN_IN_FAILURE_KEPT_MS = DAY_MS

export const peopleJobs: readonly HousekeepingJob[] = [
  sweep('sweep-sessions', 'session', 'expires_at', 0),
  sweep('sweep-setup-links', 'setup_link', 'expires_at', 0),
  sweep('sweep-verification-codes', 'contact_verification', 'expires_at', 0),
  sweep('sweep-sign-in-failures', 'sign_in_failure', 'at', SIGN_IN_FAILURE_KEPT_MS),
]

function sweep(name: string, table: string, column: string, keptMs: number): HousekeepingJob {
  const text = `
delete from ${table} where ctid = any(array(
  select ctid from ${table} where ${column} < $1 limit ${HOUSEKEEPING_BATCH_ROWS} for update skip locked))`
  return {
    name,
    everyMs: HOUR_MS,
    run: async ({ pool }, now: Instant) => {
      const { rowCount } = await pool.query(text, [formatInstant(now - keptMs)])
      return batchOf(rowCount)
    },
  }
}
