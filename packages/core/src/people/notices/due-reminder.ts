// Which reminders of a shift are due: of those whose time has come, the nearest to the shift, so
// that somebody who is put on call an hour before is reminded once and not three times.

import type { Instant } from '../../platform/time.ts'

/** The lead that is due now, in milliseconds before the shift; null: none, or the shift has begun. */
export function dueReminder(
  startsAt: Instant,
  remindersMs: readonly number[],
  now: Instant,
): number | null {
  const leftMs = startsAt - now
  if (leftMs <= 0) return null
  const due = remindersMs.filter((leadMs) => leadMs >= leftMs)
  return due.length === 0 ? null : Math.min(...due)
}
