// The wall times at which a shift of Grafana begins, and which turn each belongs to.
//
// The group changes per interval, not per occurrence: a weekly shift on Monday, Wednesday and
// Friday keeps its group for the whole week, and weeks that the interval skips have nobody. Only
// `daily` with chosen days goes by the days themselves: its group changes every `interval` chosen
// days. A month without the day of the month gives its turn a start on the first of the month.

import { DAY_MS, HOUR_MS, type WallMs, WEEK_MS } from '@evenwatch/core'
import { ICAL_DAYS, type Shift } from './read-shift.ts'

/** Longer than any rotation needs to come round, at one occurrence an hour for four years. */
export const OCCURRENCES_MAX = 40_000

export type Occurrence = { readonly wall: WallMs; readonly turn: number }

export function weekdayOf(wall: WallMs): number {
  return (((Math.floor(wall / DAY_MS) + 3) % 7) + 7) % 7
}

/** Indices of the chosen days, 0 is Monday; null when one has an ordinal such as `1MO`. */
export function chosenDays(shift: Shift): number[] | null {
  const days = shift.byDay.map((day) => ICAL_DAYS.indexOf(day))
  return days.includes(-1) ? null : [...new Set(days)].sort((a, b) => a - b)
}

/** The midnight before which the shift's week of this wall time begins. */
export function weekOf(shift: Shift, wall: WallMs): WallMs {
  const day = Math.floor(wall / DAY_MS)
  return (day - ((weekdayOf(wall) - shift.weekStart + 7) % 7)) * DAY_MS
}

/**
 * Where the rotation really begins: on a day that is not chosen it moves to the first chosen day
 * in the order of the week, which can be later than the next chosen day.
 */
export function firstStart(shift: Shift): WallMs {
  const days = chosenDays(shift) ?? []
  const start = shift.frequency === 'weekly' ? firstShown(shift, days) : shift.start
  if (days.length === 0 || days.includes(weekdayOf(start))) return start
  const order = [...days].sort(
    (a, b) => ((a - shift.weekStart + 7) % 7) - ((b - shift.weekStart + 7) % 7),
  )
  const first = order[0] ?? 0
  return start + ((first - weekdayOf(start) + 7) % 7) * DAY_MS
}

/** A weekly rotation that is shown later than it starts looks for a shift in its first week. */
function firstShown(shift: Shift, days: readonly number[]): WallMs {
  const { start, rotationStart, durationMs, isWeb } = shift
  if (rotationStart <= start) return start
  const weekEnds = weekOf(shift, start) + WEEK_MS
  for (let wall = start; wall < weekEnds; wall += DAY_MS) {
    if (wall > start && !days.includes(weekdayOf(wall))) continue
    if (isWeb ? wall + durationMs > rotationStart : wall >= rotationStart) return wall
  }
  return start
}

/** In order, from the start of the rotation on, at most OCCURRENCES_MAX. */
export function* occurrencesOf(shift: Shift): Generator<Occurrence> {
  const from = firstStart(shift)
  let given = 0
  for (let turn = 0; given < OCCURRENCES_MAX; turn += 1) {
    for (const wall of startsOfTurn(shift, from, turn)) {
      if (wall < from || given >= OCCURRENCES_MAX) continue
      given += 1
      yield { wall, turn: shift.frequency === 'daily' ? dailyTurn(shift, turn) : turn }
    }
    // A turn without any occurrence still counts against the limit, so that this ends.
    given += 1
  }
}

function dailyTurn(shift: Shift, index: number): number {
  return shift.byDay.length > 0 ? Math.floor(index / shift.interval) : index
}

function startsOfTurn(shift: Shift, from: WallMs, turn: number): WallMs[] {
  const days = chosenDays(shift) ?? []
  switch (shift.frequency) {
    case null:
      return turn === 0 ? [from] : []
    case 'hourly':
      return [from + turn * shift.interval * HOUR_MS].filter(
        (wall) => days.length === 0 || days.includes(weekdayOf(wall)),
      )
    case 'daily':
      if (days.length === 0) return [from + turn * shift.interval * DAY_MS]
      return [nthChosenDay(from, days, turn)]
    case 'weekly': {
      if (days.length === 0) return [from + turn * shift.interval * WEEK_MS]
      const week = weekOf(shift, from) + turn * shift.interval * WEEK_MS
      const clock = clockOf(from)
      return days
        .map((day) => week + ((day - shift.weekStart + 7) % 7) * DAY_MS + clock)
        .sort((a, b) => a - b)
    }
    case 'monthly':
      return startsOfMonth(shift, from, turn, days)
  }
}

function clockOf(wall: WallMs): number {
  return wall - Math.floor(wall / DAY_MS) * DAY_MS
}

/** The chosen day `index` days of the kind after `from`, which is one itself. */
function nthChosenDay(from: WallMs, days: readonly number[], index: number): WallMs {
  const weeks = Math.floor(index / days.length)
  let left = index - weeks * days.length
  let wall = from
  while (left > 0) {
    wall += DAY_MS
    if (days.includes(weekdayOf(wall))) left -= 1
  }
  return wall + weeks * WEEK_MS
}

function startsOfMonth(
  shift: Shift,
  from: WallMs,
  turn: number,
  days: readonly number[],
): WallMs[] {
  const date = new Date(from)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth() + turn * shift.interval
  const first = Date.UTC(year, month, 1)
  const length = Math.round((Date.UTC(year, month + 1, 1) - first) / DAY_MS)
  const clock = clockOf(from)
  let wanted: number[]
  if (shift.byMonthday.length > 0) {
    wanted = shift.byMonthday.map((day) => (day > 0 ? day : length + 1 + day))
  } else if (days.length > 0) {
    wanted = Array.from({ length }, (_, i) => i + 1).filter((day) =>
      days.includes(weekdayOf(first + (day - 1) * DAY_MS)),
    )
  } else wanted = date.getUTCDate() <= length ? [date.getUTCDate()] : [1]
  const real = [...new Set(wanted)].filter((day) => day >= 1 && day <= length)
  return real.sort((a, b) => a - b).map((day) => first + (day - 1) * DAY_MS + clock)
}
