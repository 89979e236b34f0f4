// A v3 event's first occurrence and recurrence rule as turns and hours.
//
// An event that ends at 17:00 ends at 17:00 on every day, so where days and weeks can say it, it is
// said in wall time: turns of days or weeks, cut to hours. Counting `worked` turns is then counting
// occurrences. What days and weeks cannot say stays a recurrence rule with a duration. Null: there
// are exceptions to the rule, or occurrences that overlap, which one rotation here cannot hold.

import {
  DAY_MS,
  formatDuration,
  HOUR_MS,
  MINUTE_MS,
  parseClockTime,
  WEEKDAYS,
  type Weekday,
} from '@evenwatch/core'
import { restrictionHours } from './restriction-hours.ts'
import type { HoursSpec, TurnSpec } from './schedule-spec.ts'

export type RecurrenceTurn = { readonly turn: TurnSpec; readonly hours: HoursSpec }

export type Occurrence = {
  /** Wall times, as numbers. */
  readonly startsWall: number
  readonly endsWall: number
  readonly shiftsPerMember: number
  /** All turns name the same people, so that overlapping ones are as good as joined ones. */
  readonly isAlwaysTheSame: boolean
}

type Rule = { readonly freq: string; readonly interval: number; readonly days: readonly Weekday[] }

export function recurrenceTurn(
  recurrence: readonly string[],
  occurrence: Occurrence,
): RecurrenceTurn | null {
  const lines = recurrence.flatMap((text) => text.split(/\r?\n/)).filter((line) => line !== '')
  const lastsMs = occurrence.endsWall - occurrence.startsWall
  if (lines.length > 1 || lastsMs <= 0) return null
  const text = (lines[0] ?? 'FREQ=DAILY;COUNT=1').replace(/^RRULE:/, '')
  if (!text.startsWith('FREQ=') && !text.includes(';FREQ=')) return null
  const rule = readRule(text, occurrence.startsWall)
  if (rule === null) return byRule(text, occurrence)
  const spacingMs = spacingOf(rule)
  if (lastsMs > spacingMs) return joined(rule, occurrence)
  return inWallTime(rule, occurrence) ?? byRule(text, occurrence)
}

/** Null: more than a plain rhythm of hours, days or weeks. */
function readRule(text: string, startsWall: number): Rule | null {
  const parts = new Map(
    text.split(';').map((part) => {
      const [key = '', value = ''] = part.split('=')
      return [key, value] as const
    }),
  )
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'WKST']
  const freq = parts.get('FREQ') ?? ''
  const interval = Number(parts.get('INTERVAL') ?? 1)
  if ([...parts.keys()].some((key) => !known.includes(key))) return null
  if (!['HOURLY', 'DAILY', 'WEEKLY'].includes(freq) || !(interval >= 1)) return null
  const byDay = parts.get('BYDAY')
  const days = byDay === undefined ? [weekdayAt(startsWall)] : readDays(byDay)
  if (days === null || (freq === 'HOURLY' && byDay !== undefined)) return null
  if (freq !== 'DAILY') return { freq, interval, days }
  // Every day of these weekdays is a week of these days; every second one is not.
  if (byDay === undefined) return { freq, interval, days: WEEKDAYS }
  return interval === 1 ? { freq: 'WEEKLY', interval, days } : null
}

function readDays(byDay: string): Weekday[] | null {
  const codes = byDay.split(',')
  const days = WEEKDAYS.filter((day) => codes.includes(day.slice(0, 2).toUpperCase()))
  return days.length === codes.length ? days : null
}

function weekdayAt(wall: number): Weekday {
  return WEEKDAYS[(new Date(wall).getUTCDay() + 6) % 7] ?? 'mon'
}

/** The least time from one occurrence to the next. */
function spacingOf({ freq, interval, days }: Rule): number {
  if (freq === 'HOURLY') return interval * HOUR_MS
  if (freq === 'DAILY') return interval * DAY_MS
  const numbers = days.map((day) => WEEKDAYS.indexOf(day))
  const steps = numbers.map((number, i) => {
    const next = numbers[i + 1]
    return next === undefined ? 7 * interval - number + (numbers[0] ?? 0) : next - number
  })
  return Math.min(...steps) * DAY_MS
}

function inWallTime(rule: Rule, occurrence: Occurrence): RecurrenceTurn | null {
  const { freq, interval, days } = rule
  const { startsWall, endsWall, shiftsPerMember } = occurrence
  const lastsMs = endsWall - startsWall
  const isOneDay = days.length === 1 && days[0] === weekdayAt(startsWall)
  const unit = freq === 'HOURLY' ? 'hour' : freq === 'DAILY' ? 'day' : isOneDay ? 'week' : null
  if (unit !== null && lastsMs === spacingOf(rule)) {
    const turn: TurnSpec = { length: interval, unit, count: 'elapsed', shiftsPerMember }
    return { turn, hours: null }
  }
  if (interval !== 1 || freq === 'HOURLY') return null
  const hours = hoursOf(days, startsWall, lastsMs)
  if (hours === undefined) return null
  if (isOneDay) {
    return { turn: { length: 1, unit: 'week', count: 'elapsed', shiftsPerMember }, hours }
  }
  // Within a day; longer occurrences of several days would begin turns of their own.
  if (lastsMs > DAY_MS) return null
  return { turn: { length: 1, unit: 'day', count: 'worked', shiftsPerMember }, hours }
}

/** Overlapping occurrences of the same people are their hours joined. */
function joined(rule: Rule, occurrence: Occurrence): RecurrenceTurn | null {
  if (!occurrence.isAlwaysTheSame || rule.interval !== 1 || rule.freq === 'HOURLY') return null
  const { startsWall, endsWall } = occurrence
  const hours = hoursOf(rule.days, startsWall, endsWall - startsWall)
  if (hours === undefined) return null
  return { turn: { length: 1, unit: 'day', count: 'elapsed', shiftsPerMember: 1 }, hours }
}

/** Undefined: no such windows. */
function hoursOf(days: readonly Weekday[], startsWall: number, lastsMs: number) {
  const clock = new Date(startsWall).toISOString().slice(11, 19)
  const read = restrictionHours(
    days.map((day) => ({
      type: 'weekly_restriction',
      start_time_of_day: clock,
      duration_seconds: lastsMs / 1_000,
      start_day_of_week: WEEKDAYS.indexOf(day) + 1,
    })),
  )
  if (read === null || parseClockTime(clock.slice(0, 5)) === null) return undefined
  return coversTheWeek(read.hours) ? null : read.hours
}

function coversTheWeek(hours: HoursSpec): boolean {
  return (
    !hours ||
    hours.some(({ days, from, until }) => days.length === WEEKDAYS.length && from === until)
  )
}

function byRule(rrule: string, occurrence: Occurrence): RecurrenceTurn | null {
  const lastsMs = occurrence.endsWall - occurrence.startsWall
  if (lastsMs < MINUTE_MS) return null
  const { shiftsPerMember } = occurrence
  const duration = formatDuration(lastsMs)
  return { turn: { rrule, duration, count: 'elapsed', shiftsPerMember }, hours: null }
}
