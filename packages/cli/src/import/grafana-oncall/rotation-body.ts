// A rotation of Grafana as one rotation of ours, where both say the same for ever.
//
// That holds when no turn reaches into the next group's (then both groups are on call) and every
// turn has as many shifts as any other. Null otherwise: `group-bodies.ts` then says each group's
// own rule, as Grafana itself does.

import { DAY_MS, HOUR_MS, type WallMs, WEEK_MS } from '@evenwatch/core'
import { type Body, everyTurn, hoursOf, type MemberSpec, rruleTurn } from './layer-forms.ts'
import { chosenDays, firstStart, weekdayOf, weekOf } from './occurrences.ts'
import { ICAL_DAYS, type Shift } from './read-shift.ts'

const UNIT_MS = { hourly: HOUR_MS, daily: DAY_MS, weekly: WEEK_MS } as const
const UNITS = { hourly: 'hour', daily: 'day', weekly: 'week' } as const
/** Every month has this many days, from its beginning and from its end. */
const DAYS_OF_EVERY_MONTH = 28

type Members = readonly MemberSpec[]

export function rotationBody(shift: Shift, members: Members): Body | null {
  const days = chosenDays(shift)
  if (shift.frequency === null || days === null || shift.byMonth.length > 0) return null
  if (shift.byMonthday.length > 0) {
    return shift.frequency === 'monthly' && days.length === 0 ? monthdays(shift, members) : null
  }
  if (days.length === 0) return plain(shift, members)
  if (shift.frequency === 'daily') return chosenDaysInTurn(shift, members, days)
  if (shift.frequency === 'weekly') return weeksOfChosenDays(shift, members, days)
  return null
}

function plain(shift: Shift, members: Members): Body | null {
  const { start, durationMs, interval, frequency } = shift
  if (frequency === null) return null
  if (frequency === 'monthly') {
    const day = new Date(start).getUTCDate()
    const longestMs = DAYS_OF_EVERY_MONTH * interval * DAY_MS
    if (day > DAYS_OF_EVERY_MONTH || durationMs > longestMs) return null
    const turn = rruleTurn(shift, `FREQ=MONTHLY;INTERVAL=${interval}`)
    return { firstHandoff: start, turn, hours: null, members }
  }
  const periodMs = interval * UNIT_MS[frequency]
  if (durationMs > periodMs) return null
  if (durationMs === periodMs) {
    const turn = everyTurn(interval, UNITS[frequency])
    return { firstHandoff: start, turn, hours: null, members }
  }
  const everyDay = frequency === 'daily' && interval === 1
  const hours = everyDay ? hoursOf(shift, start, [0, 1, 2, 3, 4, 5, 6]) : null
  const turn = hours
    ? everyTurn(1, 'day')
    : rruleTurn(shift, `FREQ=${frequency.toUpperCase()};INTERVAL=${interval}`)
  return { firstHandoff: start, turn, hours, members }
}

/** `daily` with chosen days: the group changes every `interval` chosen days. */
function chosenDaysInTurn(shift: Shift, members: Members, days: readonly number[]): Body | null {
  const firstHandoff = firstStart(shift)
  if (shift.durationMs > shortestGapMs(days)) return null
  const hours = hoursOf(shift, firstHandoff, days)
  const turn = hours
    ? everyTurn(1, 'day', 'worked', shift.interval)
    : rruleTurn(shift, `FREQ=WEEKLY;BYDAY=${icalDays(days)}`, shift.interval)
  return { firstHandoff, turn, hours, members }
}

/**
 * `weekly` with chosen days: the group changes per week. Turns are counted from the first chosen
 * day of the shift's week, so that a rotation which began in the middle of its week keeps its
 * short first turn.
 */
function weeksOfChosenDays(shift: Shift, members: Members, days: readonly number[]): Body | null {
  if (shift.durationMs > shortestGapMs(days)) return null
  const start = firstStart(shift)
  const firstHandoff = firstChosenDay(shift, start, days)
  const hours = shift.interval === 1 ? hoursOf(shift, start, days) : null
  if (hours) return { firstHandoff, turn: everyTurn(1, 'week'), hours, members }
  const weekStart = ICAL_DAYS[shift.weekStart] ?? 'MO'
  const rule = `FREQ=WEEKLY;INTERVAL=${shift.interval};BYDAY=${icalDays(days)};WKST=${weekStart}`
  return { firstHandoff, turn: rruleTurn(shift, rule, days.length), hours: null, members }
}

function firstChosenDay(shift: Shift, start: WallMs, days: readonly number[]): WallMs {
  const clock = start - Math.floor(start / DAY_MS) * DAY_MS
  const week = weekOf(shift, start)
  const nearest = Math.min(...days.map((day) => (day - shift.weekStart + 7) % 7))
  return week + nearest * DAY_MS + clock
}

/** `monthly` with days of the month that every month has. */
function monthdays(shift: Shift, members: Members): Body | null {
  const { byMonthday, interval, durationMs, start } = shift
  const days = [...new Set(byMonthday)].sort((a, b) => a - b)
  const oneSide = days.every((day) => day > 0) || days.every((day) => day < 0)
  if (!oneSide || days.some((day) => Math.abs(day) > DAYS_OF_EVERY_MONTH)) return null
  const first = days[0] ?? 1
  const last = days.at(-1) ?? first
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day))
  const aroundDays = DAYS_OF_EVERY_MONTH * interval + first - last
  if (durationMs > Math.min(...gaps, aroundDays) * DAY_MS) return null
  const date = new Date(start)
  const clock = start - Math.floor(start / DAY_MS) * DAY_MS
  // Day 0 of the next month is the last of this one, from which negative days count.
  const firstHandoff =
    first > 0
      ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), first) + clock
      : Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1 + first) + clock
  const rule = `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${days.join(',')}`
  return { firstHandoff, turn: rruleTurn(shift, rule, days.length), hours: null, members }
}

export function icalDays(days: readonly number[]): string {
  return days.flatMap((day) => ICAL_DAYS[day] ?? []).join(',')
}

/** Between two chosen days, over the end of the week too. */
function shortestGapMs(days: readonly number[]): number {
  const gaps = days.map((day, i) => {
    const next = days[i + 1] ?? (days[0] ?? day) + 7
    return next - day
  })
  return Math.min(...gaps) * DAY_MS
}

/** True when a rule of its own days would give this wall time. */
export function isChosen(shift: Shift, wall: WallMs): boolean {
  const days = chosenDays(shift)
  const date = new Date(wall)
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  const day = date.getUTCDate()
  const { byMonth, byMonthday } = shift
  return (
    (days === null || days.length === 0 || days.includes(weekdayOf(wall))) &&
    (byMonth.length === 0 || byMonth.includes(date.getUTCMonth() + 1)) &&
    (byMonthday.length === 0 || byMonthday.includes(day) || byMonthday.includes(day - length - 1))
  )
}
