// Nights and heavier hours, by the person's own zone and sleeping hours.

import type { SleepHours, WorkingHours } from '../../people/user.ts'
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../platform/time.ts'
import { hourClasses } from '../quality/hour-classes.ts'
import { HOUR_WEIGHTS, NIGHT_MS_MIN } from '../quality/quality-limits.ts'
import { dayOf, formatWallTime, parseClockTime, weekdayOf } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'

export type Rhythm = {
  readonly timeZone: string
  readonly workingHours: WorkingHours
  readonly sleepHours: SleepHours
  /** Sorted and disjoint. */
  readonly holidays: readonly Span[]
}

/** The person's sleeping hours that meet a span, whole. */
export function sleepSpans({ timeZone, sleepHours }: Rhythm, span: Span): Span[] {
  const from = parseClockTime(sleepHours.from)
  const until = parseClockTime(sleepHours.until)
  if (from === null || until === null || from === until) return []
  const zone = zoneTable(timeZone)
  const spans: Span[] = []
  const last = dayOf(zone.wallAt(span.endsAt))
  for (let day = dayOf(zone.wallAt(span.startsAt)) - 1; day <= last; day++) {
    const startsAt = zone.instantOf(day * DAY_MS + from, 'first')
    const ends = day * DAY_MS + until + (until < from ? DAY_MS : 0)
    const endsAt = zone.instantOf(ends, 'first')
    if (endsAt > span.startsAt && startsAt < span.endsAt) spans.push({ startsAt, endsAt })
  }
  return spans
}

/** Each night once, however many spans meet it. */
export function nightsIn(rhythm: Rhythm, spans: readonly Span[]): number {
  const nights = new Map<Instant, number>()
  for (const span of spans) {
    for (const { startsAt, endsAt } of sleepSpans(rhythm, span)) {
      const shared = Math.min(endsAt, span.endsAt) - Math.max(startsAt, span.startsAt)
      nights.set(startsAt, (nights.get(startsAt) ?? 0) + shared)
    }
  }
  return [...nights.values()].filter((ms) => ms >= NIGHT_MS_MIN).length
}

/** Hours on call, each weighed by what it is to the person, as the quality report does. */
export function weightedHours(rhythm: Rhythm, spans: readonly Span[]): number {
  return spans
    .flatMap((span) => hourClasses(rhythm, rhythm.holidays, span))
    .reduce(
      (sum, { hour, startsAt, endsAt }) =>
        sum + (HOUR_WEIGHTS[hour] * (endsAt - startsAt)) / HOUR_MS,
      0,
    )
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** `Mon 2026-01-05 09:00`, for sentences that name the zone themselves. */
export function wallText(at: Instant, timeZone: string): string {
  const wall = zoneTable(timeZone).wallAt(at)
  return `${DAYS[weekdayOf(dayOf(wall))]} ${formatWallTime(wall).slice(0, 16).replace('T', ' ')}`
}
