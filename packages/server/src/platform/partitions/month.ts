// Months in UTC, the size of a partition.

import type { Instant, Span } from '@evenwatch/core'

/** The month that holds the instant, or one `offset` months from it. */
export function monthOf(at: Instant, offset = 0): Span {
  const date = new Date(at)
  const start = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  return { startsAt: start(offset), endsAt: start(offset + 1) }
}

/** `event_log_2026_03`. */
export function partitionName(table: string, month: Span): string {
  return `${table}_${new Date(month.startsAt).toISOString().slice(0, 7).replace('-', '_')}`
}
