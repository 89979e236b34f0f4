// Follows the record for all streams of this process: one statement at a time, at least once a
// second while anybody listens, at once when something says that there is news.

import type { Pool } from 'pg'
import type { Log } from '../log.ts'
import type { Wakes } from '../wake/wakes.ts'
import { presentPosition, RECORD_ROWS_MAX, type RecordRow, readRecordAfter } from './read-record.ts'
import { isAfter, type StreamPosition } from './stream-position.ts'

export const POLL_EVERY_MS = 1_000

export type RecordListener = (rows: readonly RecordRow[]) => void

export class RecordFollower {
  readonly #pool: Pool
  readonly #log: Log
  readonly #wakes: Wakes
  readonly #listeners = new Set<RecordListener>()
  #position: StreamPosition | null = null
  #timer: NodeJS.Timeout | undefined
  #reading: Promise<void> | null = null
  #isNews = false
  #stopWakes: (() => void) | undefined

  constructor(pool: Pool, wakes: Wakes, log: Log) {
    this.#pool = pool
    this.#wakes = wakes
    this.#log = log
  }

  /** Where the listener begins; everything after it is given to it, in order. */
  async listen(listener: RecordListener): Promise<StreamPosition> {
    if (this.#position === null) {
      const present = await presentPosition(this.#pool)
      // Two first listeners at once: the one that asked later may know a later place.
      this.#position ??= present
    }
    this.#listeners.add(listener)
    this.#stopWakes ??= this.#wakes.on('stream', () => this.#look())
    this.#schedule()
    return this.#position
  }

  leave(listener: RecordListener): void {
    this.#listeners.delete(listener)
    if (this.#listeners.size === 0) this.#rest()
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    this.#rest()
    await this.#reading
  }

  /** Without listeners nothing is read; the next one begins at the present. */
  #rest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#stopWakes?.()
    this.#stopWakes = undefined
    this.#position = null
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#listeners.size === 0) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#look()
    }, POLL_EVERY_MS)
  }

  #look(): void {
    if (this.#reading !== null) {
      this.#isNews = true
      return
    }
    this.#reading = this.#readAll()
      .catch((error: unknown) => {
        this.#log.warn({ err: error }, 'the record could not be read for the streams')
      })
      .finally(() => {
        this.#reading = null
        if (this.#isNews) {
          this.#isNews = false
          this.#look()
        } else this.#schedule()
      })
  }

  async #readAll(): Promise<void> {
    let isMore = true
    while (isMore) {
      const from = this.#position
      if (from === null) return
      const rows = await readRecordAfter(this.#pool, from)
      const last = rows.at(-1)
      // Whoever left and came back meanwhile has begun anew at a place of its own.
      if (!last || this.#position === null || !isAfter(last, this.#position)) return
      this.#position = { xid: last.xid, id: last.id }
      for (const listener of this.#listeners) listener(rows)
      isMore = rows.length === RECORD_ROWS_MAX
    }
  }
}
