// What every hour of a span is to one person: working, evening, weekend, public holiday or sleep,
// by their own hours in their own zone.
//
// Invariants: the pieces are sorted, touch each other and cover the span; neighbours differ in
// class or in what they count as. An hour that fits several classes has the heaviest of them.
// Weekend means the two free days of the person's own week; whoever has more free days has their
// weekend on Saturday and Sunday.

import { DAY_MS, type Span } from '../../platform/time.ts'
import { WEEKDAYS, type Weekday } from '../schedule.ts'
import { dayOf, parseClockTime, weekdayOf } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import type { QualityPerson } from './quality-input.ts'
import { HOUR_WEIGHTS, type HourClass } from './quality-limits.ts'

export type HourPiece = Span & {
  readonly hour: HourClass
  /** Pieces of one night, weekend or holiday have the same number. */
  readonly occasion: number
}

type Hours = Pick<QualityPerson, 'timeZone' | 'workingHours' | 'sleepHours'>

/** `holidays` are sorted and disjoint. */
export function hourClasses(person: Hours, holidays: readonly Span[], span: Span): HourPiece[] {
  const zone = zoneTable(person.timeZone)
  const week = WEEKDAYS.map((_, weekday) => piecesOfDay(person, weekday))
  const pieces: HourPiece[] = []
  const firstDay = dayOf(zone.wallAt(span.startsAt)) - 1
  const lastDay = dayOf(zone.wallAt(span.endsAt)) + 1
  let at = span.startsAt
  let before: DayPiece | null = null
  let beforeDay = firstDay
  for (let day = firstDay; day <= lastDay; day++) {
    for (const piece of week[weekdayOf(day)] ?? []) {
      // A wall time in a gap is read as a later one; what lies behind never goes back.
      const startsAt = zone.instantOf(day * DAY_MS + piece.fromMs, 'first')
      if (before && startsAt > at) {
        const endsAt = Math.min(startsAt, span.endsAt)
        push(pieces, {
          startsAt: at,
          endsAt,
          hour: before.hour,
          occasion: occasionOf(before, beforeDay),
        })
        at = endsAt
      }
      if (at >= span.endsAt) return withHolidays(pieces, holidays)
      before = piece
      beforeDay = day
    }
  }
  return withHolidays(pieces, holidays)
}

type DayPiece = { readonly fromMs: number; readonly hour: HourClass; readonly isMorning: boolean }

function piecesOfDay(person: Hours, weekday: number): DayPiece[] {
  const { workingHours, sleepHours } = person
  const sleep = readHours(sleepHours)
  const work = readHours(workingHours)
  const worksOn = (index: number) => {
    const name = WEEKDAYS[(index + 7) % 7]
    return name !== undefined && workingHours.days.includes(name)
  }
  const isWeekend = weekendDays(workingHours.days).has(weekday)
  const cuts = [0, work.from, work.until, sleep.from, sleep.until].filter((ms) => ms < DAY_MS)
  return [...new Set(cuts)]
    .sort((a, b) => a - b)
    .map((fromMs) => {
      const fits: HourClass[] = [isWeekend ? 'weekend' : 'evening']
      const overnight = work.until <= work.from
      const worksNow = overnight
        ? (worksOn(weekday) && fromMs >= work.from) || (worksOn(weekday - 1) && fromMs < work.until)
        : worksOn(weekday) && fromMs >= work.from && fromMs < work.until
      // Working hours are what they are, on a weekend as well; every other choice is by weight.
      if (worksNow) fits.splice(0, 1, 'working')
      if (isWithin(sleep, fromMs)) fits.push('sleep')
      return { fromMs, hour: heaviest(fits), isMorning: fromMs < sleep.until }
    })
}

function readHours({ from, until }: { readonly from: string; readonly until: string }) {
  return { from: parseClockTime(from) ?? 0, until: parseClockTime(until) ?? 0 }
}

/** Nobody sleeps around the clock: equal times mean no hours at all. */
function isWithin({ from, until }: { from: number; until: number }, ms: number): boolean {
  return from <= until ? ms >= from && ms < until : ms >= from || ms < until
}

function weekendDays(workingDays: readonly Weekday[]): ReadonlySet<number> {
  const free = WEEKDAYS.flatMap((name, index) => (workingDays.includes(name) ? [] : [index]))
  if (free.length <= 2) return new Set(free)
  return new Set(free.filter((index) => index >= 5))
}

function heaviest(fits: readonly HourClass[]): HourClass {
  return fits.reduce((a, b) => (HOUR_WEIGHTS[b] > HOUR_WEIGHTS[a] ? b : a))
}

/** A night is numbered by the day on which it begins, a weekend by its week. */
function occasionOf({ hour, isMorning }: DayPiece, day: number): number {
  if (hour === 'sleep') return isMorning ? day - 1 : day
  return hour === 'weekend' ? Math.floor((day + 3) / 7) : 0
}

function push(pieces: HourPiece[], piece: HourPiece): void {
  const last = pieces[pieces.length - 1]
  if (last && last.hour === piece.hour && last.occasion === piece.occasion) {
    pieces[pieces.length - 1] = { ...last, endsAt: piece.endsAt }
  } else pieces.push(piece)
}

function withHolidays(pieces: HourPiece[], holidays: readonly Span[]): HourPiece[] {
  if (holidays.length === 0) return pieces
  const result: HourPiece[] = []
  let next = 0
  for (const piece of pieces) {
    const stays = HOUR_WEIGHTS[piece.hour] >= HOUR_WEIGHTS.holiday
    let at = piece.startsAt
    while ((holidays[next]?.endsAt ?? Number.POSITIVE_INFINITY) <= at) next += 1
    for (let i = next; !stays && i < holidays.length; i++) {
      const holiday = holidays[i]
      if (!holiday || holiday.startsAt >= piece.endsAt) break
      const from = Math.max(at, holiday.startsAt)
      const until = Math.min(piece.endsAt, holiday.endsAt)
      if (at < from) push(result, { ...piece, startsAt: at, endsAt: from })
      push(result, { startsAt: from, endsAt: until, hour: 'holiday', occasion: i })
      at = until
    }
    if (at < piece.endsAt) push(result, { ...piece, startsAt: at })
  }
  return result
}
