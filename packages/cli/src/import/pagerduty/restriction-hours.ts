// Restrictions as hours: from a start and a length in seconds to windows of weekdays and clock
// times.
//
// A window of ours lasts at most a day, so a longer restriction becomes one window for each day it
// touches, all beginning at the restriction's own time of day: the cover is the same. Seconds are
// rounded outwards to the minute, so that no cover is lost.

import { WEEKDAYS, type Weekday } from '@evenwatch/core'
import type { PagerdutyRestriction } from './pagerduty-source.ts'
import type { HoursSpec } from './schedule-spec.ts'

const DAY_MINUTES = 24 * 60
const WEEK_MINUTES = 7 * DAY_MINUTES

export type RestrictionHours = {
  /** Null: always. */
  readonly hours: HoursSpec
  /** Longer than a day, and so said as one window for each day. */
  readonly isSplit: boolean
  /** Seconds were rounded outwards. */
  readonly isRounded: boolean
}

export function restrictionHours(
  restrictions: readonly PagerdutyRestriction[],
): RestrictionHours | null {
  const daysOf = new Map<string, Set<Weekday>>()
  let isSplit = false
  let isRounded = false
  let isAlways = restrictions.length === 0
  for (const restriction of restrictions) {
    const read = readMinutes(restriction)
    if (read === null) return null
    const { from, minutes, wasRounded } = read
    if (wasRounded) isRounded = true
    const isWeekly = restriction.type === 'weekly_restriction'
    if (minutes >= (isWeekly ? WEEK_MINUTES : DAY_MINUTES)) isAlways = true
    if (minutes > DAY_MINUTES) isSplit = true
    const firstDays = isWeekly ? [(restriction.start_day_of_week ?? 0) - 1] : [...WEEKDAYS.keys()]
    if (firstDays.some((day) => WEEKDAYS[day] === undefined)) return null
    for (let left = minutes, later = 0; left > 0; left -= DAY_MINUTES, later += 1) {
      const until = (from + Math.min(left, DAY_MINUTES)) % DAY_MINUTES
      const window = `${clockText(from)} ${clockText(until)}`
      const days = daysOf.get(window) ?? new Set<Weekday>()
      daysOf.set(window, days)
      for (const day of firstDays) {
        const weekday = WEEKDAYS[(day + later) % 7]
        if (weekday !== undefined) days.add(weekday)
      }
    }
  }
  if (isAlways) return { hours: null, isSplit: false, isRounded: false }
  const hours = [...daysOf].map(([window, days]) => ({
    days: WEEKDAYS.filter((day) => days.has(day)),
    from: window.slice(0, 5),
    until: window.slice(6),
  }))
  return { hours, isSplit, isRounded }
}

function readMinutes({ start_time_of_day, duration_seconds }: PagerdutyRestriction) {
  const found = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(start_time_of_day ?? '')
  if (!found || !duration_seconds || duration_seconds <= 0) return null
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0))
  const startSeconds = (hours * 60 + minutes) * 60 + seconds
  if (startSeconds >= DAY_MINUTES * 60) return null
  const from = Math.floor(startSeconds / 60)
  const until = Math.ceil((startSeconds + duration_seconds) / 60)
  const wasRounded = seconds !== 0 || duration_seconds % 60 !== 0
  return { from, minutes: until - from, wasRounded }
}

function clockText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
