// A month as weeks of days: what lasts most of a day or more lies across the days as a bar, to the
// hour; what is shorter stands in its day as a line. The same spans as in every other view.

import { clockTime } from '../../ui/format-time.ts'
import { startOfDay, startOfWeek } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'
import { type Bar, finalBars, gapInWords, ROLE_WORDS, type RoleShifts, within } from '../shifts.ts'
import { type Day, daysOf } from '../timeline/zone-days.ts'

const LONG_MS = 20 * 3_600_000
export const LINES_MAX = 3

export type MonthBar = {
  readonly bar: Bar
  readonly lane: number
  /** From the left edge of its first cell, and its width, in days. */
  readonly left: number
  readonly width: number
}
export type MonthDay = Day & {
  readonly inMonth: boolean
  readonly bars: readonly MonthBar[]
  readonly lines: readonly Bar[]
  readonly says: string
}
export type MonthWeek = { readonly days: readonly MonthDay[]; readonly lanes: number }

export function weeksOf(
  roles: readonly RoleShifts[],
  month: Window,
  zone: string,
): readonly MonthWeek[] {
  const from = startOfWeek(month.startsAt, zone)
  const until = startOfDay(startOfWeek(month.endsAt - 1, zone), zone, 7)
  const days = daysOf({ startsAt: from, endsAt: until }, zone)
  const lines = roles.map((data) => within(finalBars(data), { startsAt: from, endsAt: until }))
  const weeks: MonthWeek[] = []
  for (let start = 0; start < days.length; start += 7) {
    weeks.push(weekOf(days.slice(start, start + 7), lines, month, zone))
  }
  return weeks
}

function weekOf(
  days: readonly Day[],
  roles: readonly (readonly Bar[])[],
  month: Window,
  zone: string,
): MonthWeek {
  const startsAt = days[0]?.startsAt ?? 0
  const endsAt = days.at(-1)?.endsAt ?? 0
  const isLong = (bar: Bar) => bar.endsAt - bar.startsAt >= LONG_MS
  const long = roles
    .map((bars) => within(bars, { startsAt, endsAt }).filter(isLong))
    .filter((bars) => bars.length > 0)
  const placed = long.flatMap((bars, lane) =>
    bars.map((bar) => {
      const left = unitOf(Math.max(bar.startsAt, startsAt), days)
      return { bar, lane, left, width: unitOf(Math.min(bar.endsAt, endsAt), days) - left }
    }),
  )
  const short = roles.flat().filter((bar) => !isLong(bar))
  return {
    lanes: long.length,
    days: days.map((day, index) => ({
      ...day,
      inMonth: day.startsAt >= month.startsAt && day.startsAt < month.endsAt,
      bars: placed
        .filter((one) => Math.floor(one.left) === index)
        .map((one) => ({ ...one, left: one.left - index })),
      lines: short
        .filter((bar) => bar.startsAt >= day.startsAt && bar.startsAt < day.endsAt)
        .sort((a, b) => a.startsAt - b.startsAt),
      says: dayInWords(day, roles, zone),
    })),
  }
}

/** Days since the week began; half past noon of a day of 25 hours is not quite the middle. */
function unitOf(at: number, days: readonly Day[]): number {
  const index = days.findIndex((day) => at < day.endsAt)
  const day = days[index]
  if (!day) return days.length
  return index + Math.max(0, at - day.startsAt) / (day.endsAt - day.startsAt)
}

/** “Ana until 09:00, Ben from 09:00”. */
export function dayInWords(day: Window, roles: readonly (readonly Bar[])[], zone: string): string {
  const parts = roles.flatMap((bars) =>
    within(bars, day).map((bar) => {
      const edges = [
        bar.startsAt > day.startsAt ? `from ${clockTime(bar.startsAt, zone)}` : '',
        bar.endsAt < day.endsAt ? `until ${clockTime(bar.endsAt, zone)}` : '',
      ].filter(Boolean)
      const role = roles.length > 1 ? `${ROLE_WORDS[bar.role]} ` : ''
      return `${role}${bar.words} ${edges.join(' ') || 'all day'}`
    }),
  )
  return parts.join(', ') || 'nobody'
}

export const lineInWords = (bar: Bar, zone: string): string =>
  bar.kind === 'gap' ? gapInWords(bar) : `${clockTime(bar.startsAt, zone)} ${bar.words}`
