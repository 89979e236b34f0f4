// Reads the moment that a sender names. Senders are loose with RFC 3339: PagerDuty's own examples
// write the offset without a colon, Go programs write nanoseconds, some scripts omit the zone.

import type { Json } from '../../../platform/json.ts'
import { HOUR_MS, type Instant, MINUTE_MS } from '../../../platform/time.ts'
import { quote, type Warnings } from './collect-warnings.ts'

const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?\s?([Zz]|[+-]\d\d(?::?\d\d)?)?$/

/** Go's zero time, which Alertmanager writes where it means "not yet". */
export function isZeroTime(value: Json | undefined): boolean {
  return typeof value === 'string' && value.startsWith('0001-01-01T')
}

/** Null, with a warning, when the text names no moment; null without one when it is absent. */
export function readTimestamp(
  field: string,
  value: Json | undefined,
  warnings: Warnings,
): Instant | null {
  if (value === undefined || value === null || value === '') return null
  const parsed = typeof value === 'string' ? parseTimestamp(value) : null
  if (parsed === null) {
    warnings.add(`${field} ${quote(value)} is not an RFC 3339 time and was ignored.`)
    return null
  }
  if (!parsed.hasZone) warnings.add(`${field} ${quote(value)} has no offset and was read as UTC.`)
  return parsed.at
}

function parseTimestamp(text: string): { at: Instant; hasZone: boolean } | null {
  const match = SHAPE.exec(text.trim())
  if (match === null) return null
  const part = (index: number): number => Number(match[index] ?? 0)
  const [year, month, day, hour, minute] = [part(1), part(2), part(3), part(4), part(5)]
  // A leap second is read as the second before it: no clock here knows sixty.
  const second = Math.min(part(6), 59)
  // Before 1970 a sender means "unknown", not a moment.
  if (year < 1970 || hour > 23 || minute > 59 || part(6) > 60) return null
  const fractionMs = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, fractionMs)
  const check = new Date(wall)
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return null
  const offsetMs = parseOffsetMs(match[8])
  return offsetMs === null ? null : { at: wall - offsetMs, hasZone: match[8] !== undefined }
}

function parseOffsetMs(offset: string | undefined): number | null {
  if (offset === undefined || offset.toUpperCase() === 'Z') return 0
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0')
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))]
  if (hours > 23 || minutes > 59) return null
  return (offset.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS)
}
