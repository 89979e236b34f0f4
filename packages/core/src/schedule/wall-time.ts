// Wall times as numbers: the milliseconds an instant in UTC with the same digits would have.
//
// So calendar arithmetic is plain arithmetic, and a zone is needed only once, to turn the
// result into an instant (`zone-table.ts`).

import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../platform/time.ts'
import type { WallTime } from './schedule.ts'
import { YEAR_MAX, YEAR_MIN } from './schedule-limits.ts'

export type WallMs = number

const WALL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/
const CLOCK_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/

/** Null when the text is no wall time between YEAR_MIN and YEAR_MAX. */
export function parseWallTime(text: WallTime): WallMs | null {
  const found = WALL_TIME.exec(text)
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  if (year < YEAR_MIN || year > YEAR_MAX) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  const midnight = Date.UTC(year, month - 1, day)
  const read = new Date(midnight)
  // Date.UTC lets the 31st of February overflow into March; a person who wrote it made a mistake.
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return null
  return midnight + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS
}

export function formatWallTime(wall: WallMs): WallTime {
  return new Date(wall).toISOString().slice(0, 19)
}

/** `09:30` as milliseconds after midnight; null when it is no clock time. */
export function parseClockTime(text: string): number | null {
  const found = CLOCK_TIME.exec(text)
  if (!found) return null
  return Number(found[1]) * HOUR_MS + Number(found[2]) * MINUTE_MS
}

/** Days since 1970-01-01 of a wall time. */
export function dayOf(wall: WallMs): number {
  return Math.floor(wall / DAY_MS)
}

/** 0 is Monday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** Adds whole months and clamps to the month's end: 31 January and one month is 28 February. */
export function addMonths(wall: WallMs, months: number): WallMs {
  const date = new Date(wall)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth() + months
  const first = Date.UTC(year, month, 1)
  const days = Math.round((Date.UTC(year, month + 1, 1) - first) / DAY_MS)
  const clock = wall - dayOf(wall) * DAY_MS
  return first + (Math.min(date.getUTCDate(), days) - 1) * DAY_MS + clock
}

/** Months since year 0, for estimating how many lie between two wall times. */
export function monthNumber(wall: WallMs): number {
  const date = new Date(wall)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** First and last instant at which zone rules are read. */
export const ZONE_RULES_FROM: Instant = Date.UTC(YEAR_MIN - 1, 0, 1)
export const ZONE_RULES_UNTIL: Instant = Date.UTC(YEAR_MAX + 1, 0, 1)
