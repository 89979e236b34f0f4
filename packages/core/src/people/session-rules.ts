// How long a sign-in lasts. Every use moves the end (sliding), never past the longest life, after
// which a person signs in again whatever they did in between.

import { DAY_MS, type Instant, MINUTE_MS } from '../platform/time.ts'

export const SESSION_IDLE_MS_MAX = 7 * DAY_MS
export const SESSION_LIFE_MS_MAX = 30 * DAY_MS
/** A session in use writes its new end at most this often. */
export const SESSION_TOUCH_MS = 5 * MINUTE_MS

export function sessionEndsAt(createdAt: Instant, now: Instant): Instant {
  return Math.min(now + SESSION_IDLE_MS_MAX, createdAt + SESSION_LIFE_MS_MAX)
}
