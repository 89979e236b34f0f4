// Nights and heavier hours, by the person's own zone and sleeping hours.

import type { SleepHours } from '../../people/user.ts'
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Span } from '../../platform/time.ts'
import { dayOf, formatWallTime, parseClockTime, weekdayOf } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'

/** A night counts when at least this much of it is spent on call. */
export const NIGHT_MS_MIN = HOUR_MS

/** What an hour on call weighs, by the heaviest thing that is true of it. */
export const HOUR_WEIGHTS = { plain: 1, weekend: 1.5, holiday: 2, asleep: 2 } as const
const WEIGHED_EVERY_MS = 15 * MINUTE_MS

export type Rhythm = {
  readonly timeZone: string
  readonly sleepHours: SleepHours
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

/** Hours on call, those at night, at weekends and on holidays counted for more. */
export function weightedHours(rhythm: Rhythm, spans: readonly Span[]): number {
  const zone = zoneTable(rhythm.timeZone)
  let sum = 0
  for (const span of spans) {
    const nights = sleepSpans(rhythm, span)
    for (let at = span.startsAt; at < span.endsAt; at += WEIGHED_EVERY_MS) {
      const isIn = ({ startsAt, endsAt }: Span) => startsAt <= at && at < endsAt
      let weight: number = HOUR_WEIGHTS.plain
      if (weekdayOf(dayOf(zone.wallAt(at))) >= 5) weight = HOUR_WEIGHTS.weekend
      if (rhythm.holidays.some(isIn)) weight = HOUR_WEIGHTS.holiday
      if (nights.some(isIn)) weight = Math.max(weight, HOUR_WEIGHTS.asleep)
      sum += weight * (Math.min(WEIGHED_EVERY_MS, span.endsAt - at) / HOUR_MS)
    }
  }
  return sum
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** `Mon 2026-01-05 09:00`, for sentences that name the zone themselves. */
export function wallText(at: Instant, timeZone: string): string {
  const wall = zoneTable(timeZone).wallAt(at)
  return `${DAYS[weekdayOf(dayOf(wall))]} ${formatWallTime(wall).slice(0, 16).replace('T', ' ')}`
}
