// The production clock: the database's time, carried forward between samples by a steady counter.
//
// The estimation is pure and lives in core; here are the query, the timer and the last reading.
// Between samples nothing but the counter counts, so setting this machine's clock changes nothing.
// After the database's clock was set back, ours runs ahead of it for a while (`leadMs`): it goes
// on serving, because every process saw the same jump and delays stay nearly right.

import {
  type Clock,
  type ClockEstimate,
  carryForward,
  type Instant,
  isSureEnough,
  nextShown,
  type ShownTime,
  takeSample,
  toInstant,
} from '@evenwatch/core'
import type pg from 'pg'
import type { Log } from '../log.ts'

export const SAMPLE_EVERY_MS = 2_000

const SAMPLE_QUERY = {
  name: 'sample-database-clock',
  text: 'select (extract(epoch from clock_timestamp()) * 1000)::float8 as "databaseMs"',
}

export class DatabaseClock implements Clock {
  readonly #pool: pg.Pool
  readonly #log: Log
  #estimate: ClockEstimate
  #shown: ShownTime | null = null
  #timer: NodeJS.Timeout | undefined
  #sampling: Promise<void> | undefined

  private constructor(pool: pg.Pool, log: Log, estimate: ClockEstimate) {
    this.#pool = pool
    this.#log = log
    this.#estimate = estimate
  }

  /** Resolves with a clock that has its first sample and keeps taking others. */
  static async start(pool: pg.Pool, log: Log): Promise<DatabaseClock> {
    const clock = new DatabaseClock(pool, log, await sampleDatabase(pool, null))
    clock.#timer = setInterval(() => void clock.sample(), SAMPLE_EVERY_MS)
    clock.#timer.unref()
    return clock
  }

  now(): Instant {
    this.#shown = nextShown(this.#shown, this.#estimate, performance.now())
    return toInstant(this.#shown)
  }

  uncertaintyMs(): number {
    return carryForward(this.#estimate, performance.now()).uncertaintyMs
  }

  healthy(): boolean {
    return isSureEnough(this.uncertaintyMs())
  }

  /** How far this clock is ahead of the database's, 0 unless that one was set back. */
  leadMs(): number {
    const shownMs = this.now()
    return Math.max(0, shownMs - carryForward(this.#estimate, performance.now()).databaseMs)
  }

  /** Takes a sample now; a failure only lets the uncertainty grow. */
  sample(): Promise<void> {
    this.#sampling ??= this.#takeOne().finally(() => {
      this.#sampling = undefined
    })
    return this.#sampling
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#sampling
  }

  async #takeOne(): Promise<void> {
    try {
      this.#estimate = await sampleDatabase(this.#pool, this.#estimate)
    } catch (error) {
      this.#log.warn({ err: error }, 'the database clock could not be read')
    }
  }
}

async function sampleDatabase(pool: pg.Pool, known: ClockEstimate | null): Promise<ClockEstimate> {
  // Waiting for a free connection is no part of the round trip.
  const client = await pool.connect()
  let failed = true
  try {
    const sentMs = performance.now()
    const { rows } = await client.query<{ databaseMs: number }>(SAMPLE_QUERY)
    const receivedMs = performance.now()
    failed = false
    const databaseMs = rows[0]?.databaseMs ?? Number.NaN
    return takeSample(known, { databaseMs, sentMs, receivedMs })
  } finally {
    client.release(failed)
  }
}
