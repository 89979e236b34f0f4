// The hours of a layer as spans of real time.
//
// Rule 5: a window belongs to the day it starts on; until before from runs overnight; equal times
// last until the same wall time on the next day. Rule 2: an end in a repeated hour means the second
// pass, and a window without any existing wall time of its own does not exist.

import { assert } from '../platform/assert.ts'
import { DAY_MS, type Instant, type Span } from '../platform/time.ts'
import { type HoursWindow, WEEKDAYS } from './schedule.ts'
import { dayOf, parseClockTime, type WallMs, weekdayOf } from './wall-time.ts'
import type { ZoneTable } from './zone-table.ts'

/** Days looked at before and after a span, so that overnight and displaced windows are seen. */
const DAYS_AROUND = 3
const CHUNK_DAYS = 8
const CHUNKS_CACHED_MAX = 4_096

export type HoursLine = {
  /** Covered time that meets the span: sorted, disjoint, reaching beyond it or not. */
  coverIn(from: Instant, to: Instant): Span[]
  /** The instants in [from, to) at which a window begins, sorted. */
  beginsIn(from: Instant, to: Instant): Instant[]
}

type Window = { fromMs: number; untilMs: number }

export function compileHours(hours: readonly HoursWindow[], zone: ZoneTable): HoursLine {
  const byWeekday = windowsByWeekday(hours)

  const chunks = new Map<number, readonly Span[]>()

  /** The windows that belong to the days of one chunk, by their start. */
  function windowsOfChunk(chunk: number): readonly Span[] {
    const known = chunks.get(chunk)
    if (known) return known
    const windows: Span[] = []
    const firstDay = chunk * CHUNK_DAYS
    const lastDay = firstDay + CHUNK_DAYS
    const offset = zone.plainOffset(firstDay * DAY_MS, (lastDay + 2) * DAY_MS)
    for (let day = firstDay; day < lastDay; day++) {
      const midnight = day * DAY_MS
      for (const window of byWeekday[weekdayOf(day)] ?? []) {
        const span = offset === null ? spanOf(window, midnight) : shift(window, midnight - offset)
        if (span) windows.push(span)
      }
    }
    if (offset === null) windows.sort((a, b) => a.startsAt - b.startsAt)
    if (chunks.size >= CHUNKS_CACHED_MAX) chunks.clear()
    chunks.set(chunk, windows)
    return windows
  }

  function spanOf(window: Window, midnight: WallMs): Span | null {
    const startsWall = midnight + window.fromMs
    const endsWall = midnight + window.untilMs
    const gapEnd = zone.gapEndOf(startsWall)
    if (gapEnd !== null && endsWall <= gapEnd) return null
    const startsAt = zone.instantOf(startsWall, 'first')
    const endsAt = zone.instantOf(endsWall, 'second')
    return startsAt < endsAt ? { startsAt, endsAt } : null
  }

  /** The windows that meet [from, to), by their start. */
  function windowsIn(from: Instant, to: Instant): Span[] {
    const firstDay = dayOf(zone.wallAt(from)) - DAYS_AROUND
    const lastDay = dayOf(zone.wallAt(to)) + DAYS_AROUND
    const lastChunk = Math.floor(lastDay / CHUNK_DAYS)
    const windows: Span[] = []
    let latest = Number.NEGATIVE_INFINITY
    let isSorted = true
    for (let chunk = Math.floor(firstDay / CHUNK_DAYS); chunk <= lastChunk; chunk++) {
      for (const window of windowsOfChunk(chunk)) {
        if (window.endsAt <= from || window.startsAt >= to) continue
        // A skipped day moves its windows past those of the next day.
        if (window.startsAt < latest) isSorted = false
        latest = window.startsAt
        windows.push(window)
      }
    }
    return isSorted ? windows : windows.sort((a, b) => a.startsAt - b.startsAt)
  }

  function coverIn(from: Instant, to: Instant): Span[] {
    const cover: Span[] = []
    for (const window of windowsIn(from, to)) {
      const last = cover[cover.length - 1]
      if (last && window.startsAt <= last.endsAt) {
        const endsAt = Math.max(last.endsAt, window.endsAt)
        cover[cover.length - 1] = { startsAt: last.startsAt, endsAt }
      } else cover.push(window)
    }
    return cover
  }

  function beginsIn(from: Instant, to: Instant): Instant[] {
    const begins: Instant[] = []
    for (const { startsAt } of windowsIn(from, to)) if (startsAt >= from) begins.push(startsAt)
    return begins
  }

  return { coverIn, beginsIn }
}

function shift(window: Window, midnight: Instant): Span {
  return { startsAt: midnight + window.fromMs, endsAt: midnight + window.untilMs }
}

/** The windows of each weekday, by their start. */
function windowsByWeekday(hours: readonly HoursWindow[]): Window[][] {
  const byWeekday: Window[][] = WEEKDAYS.map(() => [])
  for (const { days, from, until } of hours) {
    const fromMs = parseClockTime(from)
    const untilMs = parseClockTime(until)
    assert(fromMs !== null && untilMs !== null, 'hours are clock times')
    const endsMs = untilMs > fromMs ? untilMs : untilMs + DAY_MS
    for (const day of days) byWeekday[WEEKDAYS.indexOf(day)]?.push({ fromMs, untilMs: endsMs })
  }
  for (const windows of byWeekday) windows.sort((a, b) => a.fromMs - b.fromMs)
  return byWeekday
}
