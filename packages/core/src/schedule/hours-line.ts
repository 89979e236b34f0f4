// The hours of a layer as spans of real time.
//
// Rule 5: a window belongs to the day it starts on; until before from runs overnight; equal times
// last until the same wall time on the next day. Rule 2: an end in a repeated hour means the second
// pass, and a window without any existing wall time of its own does not exist.

import { assert } from '../platform/assert.ts'
import { DAY_MS, type Instant, type Span } from '../platform/time.ts'
import { type HoursWindow, WEEKDAYS } from './schedule.ts'
import { dayOf, parseClockTime, weekdayOf } from './wall-time.ts'
import type { ZoneTable } from './zone-table.ts'

/** Days looked at before and after a span, so that overnight and displaced windows are seen. */
const DAYS_AROUND = 3

export type HoursLine = {
  /** Covered time that meets the span: sorted, disjoint, not cut. */
  coverIn(from: Instant, to: Instant): Span[]
  /** The instants in [from, to) at which a window begins, sorted. */
  beginsIn(from: Instant, to: Instant): Instant[]
}

type Window = { fromMs: number; untilMs: number }

export function compileHours(hours: readonly HoursWindow[], zone: ZoneTable): HoursLine {
  const byWeekday = windowsByWeekday(hours)

  function windowsIn(from: Instant, to: Instant): Span[] {
    const spans: Span[] = []
    const lastDay = dayOf(zone.wallAt(to)) + DAYS_AROUND
    for (let day = dayOf(zone.wallAt(from)) - DAYS_AROUND; day <= lastDay; day++) {
      for (const window of byWeekday[weekdayOf(day)] ?? []) {
        const startsWall = day * DAY_MS + window.fromMs
        const endsWall = day * DAY_MS + window.untilMs
        const gapEnd = zone.gapEndOf(startsWall)
        if (gapEnd !== null && endsWall <= gapEnd) continue
        const startsAt = zone.instantOf(startsWall, 'first')
        const endsAt = zone.instantOf(endsWall, 'second')
        if (startsAt < endsAt) spans.push({ startsAt, endsAt })
      }
    }
    return spans.sort((a, b) => a.startsAt - b.startsAt)
  }

  function coverIn(from: Instant, to: Instant): Span[] {
    const cover: Span[] = []
    for (const span of windowsIn(from, to)) {
      const last = cover.at(-1)
      if (last && span.startsAt <= last.endsAt) {
        const endsAt = Math.max(last.endsAt, span.endsAt)
        cover[cover.length - 1] = { startsAt: last.startsAt, endsAt }
      } else cover.push(span)
    }
    return cover.filter((span) => span.endsAt > from && span.startsAt < to)
  }

  function beginsIn(from: Instant, to: Instant): Instant[] {
    const begins = windowsIn(from, to).map((window) => window.startsAt)
    return begins.filter((at) => at >= from && at < to)
  }

  return { coverIn, beginsIn }
}

function windowsByWeekday(hours: readonly HoursWindow[]): Window[][] {
  const byWeekday: Window[][] = WEEKDAYS.map(() => [])
  for (const { days, from, until } of hours) {
    const fromMs = parseClockTime(from)
    const untilMs = parseClockTime(until)
    assert(fromMs !== null && untilMs !== null, 'hours are clock times')
    const endsMs = untilMs > fromMs ? untilMs : untilMs + DAY_MS
    for (const day of days) byWeekday[WEEKDAYS.indexOf(day)]?.push({ fromMs, untilMs: endsMs })
  }
  return byWeekday
}
