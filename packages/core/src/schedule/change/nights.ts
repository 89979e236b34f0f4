// Nights and heavier hours, by the person's own zone and sleeping hours.

import type { SleepHours } from '../../people/user.ts'
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../platform/time.ts'
import { dayOf, formatWallTime, parseClockTime, weekdayOf } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'

/** A night counts when at least this much of it is spent on call. */
export const NIGHT_MS_MIN = HOUR_MS

/** What an hour on call weighs, by the heaviest thing that is true of it. */
export const HOUR_WEIGHTS = { plain: 1, weekend: 1.5, holiday: 2, asleep: 2 } as const
const SATURDAY = 5

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
  return spans.reduce((sum, span) => sum + weightedHoursOf(rhythm, span), 0)
}

/** Cut wherever the weight may change, so that each piece has one weight. */
function weightedHoursOf(rhythm: Rhythm, span: Span): number {
  const zone = zoneTable(rhythm.timeZone)
  const nights = sleepSpans(rhythm, span)
  const holidays = rhythm.holidays.filter((one) => one.endsAt > span.startsAt)
  const cuts = new Set<Instant>([span.startsAt, span.endsAt])
  for (const one of [...nights, ...holidays]) cuts.add(one.startsAt).add(one.endsAt)
  const last = dayOf(zone.wallAt(span.endsAt))
  for (let day = dayOf(zone.wallAt(span.startsAt)) + 1; day <= last; day++) {
    cuts.add(zone.instantOf(day * DAY_MS, 'first'))
  }
  const sorted = [...cuts]
    .filter((at) => at >= span.startsAt && at <= span.endsAt)
    .sort((a, b) => a - b)
  let sum = 0
  for (let i = 0; i + 1 < sorted.length; i++) {
    const at = sorted[i] ?? span.startsAt
    const isIn = ({ startsAt, endsAt }: Span) => startsAt <= at && at < endsAt
    let weight: number = HOUR_WEIGHTS.plain
    if (weekdayOf(dayOf(zone.wallAt(at))) >= SATURDAY) weight = HOUR_WEIGHTS.weekend
    if (holidays.some(isIn)) weight = HOUR_WEIGHTS.holiday
    if (nights.some(isIn)) weight = Math.max(weight, HOUR_WEIGHTS.asleep)
    sum += weight * (((sorted[i + 1] ?? at) - at) / HOUR_MS)
  }
  return sum
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** `Mon 2026-01-05 09:00`, for sentences that name the zone themselves. */
export function wallText(at: Instant, timeZone: string): string {
  const wall = zoneTable(timeZone).wallAt(at)
  return `${DAYS[weekdayOf(dayOf(wall))]} ${formatWallTime(wall).slice(0, 16).replace('T', ' ')}`
}
