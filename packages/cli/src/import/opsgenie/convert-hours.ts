// Opsgenie's time restrictions as windows of hours.
//
// A window of at most a day is written as it is, overnight ones too. One that spans several days
// ("Friday 18:00 to Monday 08:00") is cut at midnights into windows with the same cover. Equal ends
// mean the whole day, or of a weekday restriction the whole week.

import type { HoursWindow, Weekday } from '@evenwatch/core'
import {
  assert,
  DAY_MS,
  HOUR_MS,
  type JsonObject,
  MINUTE_MS,
  WEEK_MS,
  WEEKDAYS,
} from '@evenwatch/core'
import { numberOf, objectOrNull, objectsOf, textOf } from '../source-fields.ts'

export type HoursRead =
  | { readonly ok: true; readonly hours: HoursWindow[] | null; readonly isCut: boolean }
  | { readonly ok: false }

const DAYS: readonly string[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
]

export function convertHours(restriction: JsonObject | null): HoursRead {
  if (restriction === null) return { ok: true, hours: null, isCut: false }
  const single = objectOrNull(restriction.restriction)
  const parts = [...(single ? [single] : []), ...objectsOf(restriction.restrictions)]
  const type = textOf(restriction.type)
  if (parts.length === 0) return { ok: false }
  if (type === 'time-of-day') return timesOfDay(parts)
  return type === 'weekday-and-time-of-day' ? timesOfWeek(parts) : { ok: false }
}

function timesOfDay(parts: readonly JsonObject[]): HoursRead {
  const hours: HoursWindow[] = []
  for (const part of parts) {
    const from = clockOf(part, 'start')
    const until = clockOf(part, 'end')
    if (from === null || until === null) return { ok: false }
    hours.push({ days: [...WEEKDAYS], from: clockText(from), until: clockText(until) })
  }
  return { ok: true, hours, isCut: false }
}

function timesOfWeek(parts: readonly JsonObject[]): HoursRead {
  const windows: { readonly day: number; readonly from: number; readonly until: number }[] = []
  let isCut = false
  for (const part of parts) {
    const from = weekTimeOf(part, 'start')
    const until = weekTimeOf(part, 'end')
    if (from === null || until === null) return { ok: false }
    const ends = until > from ? until : until + WEEK_MS
    if (ends - from <= DAY_MS) {
      windows.push({ day: dayOf(from), from: from % DAY_MS, until: ends % DAY_MS })
      continue
    }
    isCut = true
    for (let at = from; at < ends; ) {
      const midnight = (Math.floor(at / DAY_MS) + 1) * DAY_MS
      const end = Math.min(midnight, ends)
      windows.push({ day: dayOf(at), from: at % DAY_MS, until: end % DAY_MS })
      at = end
    }
  }
  return { ok: true, hours: joined(windows), isCut }
}

/** Windows with the same times become one with several days. */
function joined(
  windows: readonly { readonly day: number; readonly from: number; readonly until: number }[],
): HoursWindow[] {
  const byTimes = new Map<string, Set<number>>()
  for (const { day, from, until } of windows) {
    const times = `${clockText(from)} ${clockText(until)}`
    byTimes.set(times, (byTimes.get(times) ?? new Set()).add(day))
  }
  return [...byTimes].map(([times, days]) => {
    const [from = '', until = ''] = times.split(' ')
    const sorted = [...days].sort((a, b) => a - b)
    return { days: sorted.map(weekday), from, until }
  })
}

function weekday(day: number): Weekday {
  const name = WEEKDAYS[day]
  assert(name !== undefined, 'a week has seven days')
  return name
}

/** Milliseconds since Monday 00:00. */
function weekTimeOf(part: JsonObject, side: 'start' | 'end'): number | null {
  const day = DAYS.indexOf(textOf(part[`${side}Day`])?.toLowerCase() ?? '')
  const clock = clockOf(part, side)
  return day < 0 || clock === null ? null : day * DAY_MS + clock
}

function dayOf(weekTime: number): number {
  return Math.floor(weekTime / DAY_MS) % 7
}

/** Milliseconds since midnight, up to 24:00. */
function clockOf(part: JsonObject, side: 'start' | 'end'): number | null {
  const hour = numberOf(part[`${side}Hour`])
  const minute = numberOf(part[`${side}Min`]) ?? 0
  if (hour === null || hour < 0 || hour > 24 || minute < 0 || minute > 59) return null
  return hour * HOUR_MS + minute * MINUTE_MS
}

function clockText(ms: number): string {
  const inDay = ms % DAY_MS
  const hour = String(Math.floor(inDay / HOUR_MS)).padStart(2, '0')
  return `${hour}:${String(Math.floor((inDay % HOUR_MS) / MINUTE_MS)).padStart(2, '0')}`
}
