// Instants and spans. Time is always an argument: nothing in core reads a clock.

/** Milliseconds since 1970-01-01T00:00:00Z. Always an integer. */
export type Instant = number

/** Half-open: `startsAt` belongs to the span, `endsAt` does not. */
export type Span = { readonly startsAt: Instant; readonly endsAt: Instant }

export const SECOND_MS = 1_000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
export const WEEK_MS = 7 * DAY_MS

/** RFC 3339 in UTC with milliseconds, the one text form of an instant on every surface. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString()
}
