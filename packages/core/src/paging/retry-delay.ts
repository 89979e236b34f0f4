// When a failed delivery is tried again through the same contact method.

import { SECOND_MS } from '../platform/time.ts'

/** Tries in all, the first one included. After them the next contact method has its turn. */
export const DELIVERY_ATTEMPTS_MAX = 4
const FIRST_DELAY_MS = 5 * SECOND_MS
const DELAY_MS_MAX = 60 * SECOND_MS

/**
 * Doubling from five seconds, with up to a fifth more at random so that a thousand failures do not
 * come back together; a carrier's own Retry-After counts when it is longer, up to the limit.
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | null, random: number): number {
  const doubled = FIRST_DELAY_MS * 2 ** (attempt - 1)
  const wanted = Math.max(doubled, retryAfterMs ?? 0)
  return Math.round(Math.min(wanted, DELAY_MS_MAX) * (1 + 0.2 * random))
}
