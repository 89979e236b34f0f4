// Time and chance as the shell hands them to whoever needs them; core itself takes only values.

import type { Instant } from './time.ts'

export interface Clock {
  /** Never smaller than any value it gave before. */
  now(): Instant
  /** Half the width of the interval that surely holds the database's time. */
  uncertaintyMs(): number
  /** False when it is too unsure for the engine to rely on. */
  healthy(): boolean
}

export interface Random {
  /** At least 0, less than 1. */
  next(): number
  /** A UUIDv7 for something that comes into being now. */
  uuid(now: Instant): string
}
