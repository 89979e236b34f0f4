// The two things that a decision may never fetch by itself. Production gives the database's clock
// and the system's randomness; the simulation gives its own.

import type { Instant } from './time.ts'

export interface Clock {
  /** Never runs backwards. */
  now(): Instant
  /** How far `now` may be from the database's clock. */
  uncertaintyMs(): number
  /** False when the clock is too unsure to page by. */
  healthy(): boolean
}

export interface Random {
  /** In [0, 1). */
  next(): number
  /** A UUIDv7 for an instant. */
  uuid(now: Instant): string
}
