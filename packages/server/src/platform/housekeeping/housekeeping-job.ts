// What a room hands to housekeeping: one bounded piece of tidying at a time.

import type { Instant } from '@evenwatch/core'
import type { ServerContext } from '../context.ts'

export type HousekeepingJob = {
  /** Unique among all jobs, and stable: the database remembers by it when the job is next. */
  readonly name: string
  readonly everyMs: number
  /**
   * Does one small batch and says whether more is waiting. Two processes may be at it for a
   * moment, when the first was away for longer than its lease: nothing may depend on being alone.
   */
  readonly run: (context: ServerContext, now: Instant) => Promise<BatchDone>
}

export type BatchDone = { readonly rows: number; readonly more: boolean }

/** Rows of one batch, unless a job says otherwise. */
export const HOUSEKEEPING_BATCH_ROWS = 1_000

/** The usual answer of a batch that may take up to so many rows. */
export function batchOf(rows: number | null, limit = HOUSEKEEPING_BATCH_ROWS): BatchDone {
  return { rows: rows ?? 0, more: (rows ?? 0) >= limit }
}
