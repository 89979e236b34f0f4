// Whole days of a person as a span of instants, and back.
//
// A day begins at its first instant in the zone: where clocks skip midnight, at the end of the gap.

import { DAY_MS, type Span } from '../platform/time.ts'
import { formatWallTime, parseWallTime } from '../schedule/wall-time.ts'
import { zoneTable } from '../schedule/zone-table.ts'

/** `2026-07-01`. */
export type Day = string
/** Both belong to it. */
export type Days = { readonly firstDay: Day; readonly lastDay: Day }

/** Null when a text is no day, or the last one is before the first. */
export function spanOfDays({ firstDay, lastDay }: Days, timeZone: string): Span | null {
  const first = parseWallTime(`${firstDay}T00:00`)
  const last = parseWallTime(`${lastDay}T00:00`)
  if (first === null || last === null || last < first) return null
  const zone = zoneTable(timeZone)
  return {
    startsAt: zone.instantOf(first, 'first'),
    endsAt: zone.instantOf(last + DAY_MS, 'first'),
  }
}

/** Null when the span does not begin and end with days of this zone. */
export function daysOfSpan(span: Span, timeZone: string): Days | null {
  const { wallAt } = zoneTable(timeZone)
  const days: Days = {
    firstDay: formatWallTime(wallAt(span.startsAt)).slice(0, 10),
    lastDay: formatWallTime(wallAt(span.endsAt) - DAY_MS).slice(0, 10),
  }
  const whole = spanOfDays(days, timeZone)
  return whole?.startsAt === span.startsAt && whole.endsAt === span.endsAt ? days : null
}
