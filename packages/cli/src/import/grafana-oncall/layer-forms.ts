// The forms of our layers that a shift of Grafana can take, and the span in which it holds.
//
// `every` turns and hours go by wall time, as people mean their handoffs. Recurrence rules last a
// duration in real time, as all of Grafana's shifts do.

import type { ScheduleSpec } from '@evenwatch/api'
import {
  DAY_MS,
  formatDuration,
  formatInstant,
  formatWallTime,
  type Instant,
  MINUTE_MS,
  type WallMs,
  WEEKDAYS,
  zoneTable,
} from '@evenwatch/core'
import { occurrencesOf } from './occurrences.ts'
import type { Shift } from './read-shift.ts'

export type LayerSpec = ScheduleSpec['layers'][number]
type ShortLayer = Exclude<LayerSpec, { versions: unknown }>
export type MemberSpec = ShortLayer['members'][number]
export type TurnSpec = ShortLayer['turn']
export type HoursSpec = ShortLayer['hours']

export type Body = {
  readonly firstHandoff: WallMs
  readonly turn: TurnSpec
  readonly hours: HoursSpec
  readonly members: readonly MemberSpec[]
}

/** Null: without a bound. */
export type Bounds = { readonly from: Instant | null; readonly until: WallMs | null }

export const UNBOUNDED: Bounds = { from: null, until: null }

/** `layer.timeZone` is left out where it is the schedule's. */
export function layerOf(
  shift: Shift,
  name: string,
  scheduleZone: string,
  body: Body,
  { from, until }: Bounds,
): LayerSpec {
  const anchor = zoneTable(shift.timeZone).instantOf(body.firstHandoff, 'first')
  const head = {
    name,
    priority: shift.level,
    role: 'primary' as const,
    ...(shift.timeZone !== scheduleZone && { timeZone: shift.timeZone }),
  }
  const version = {
    firstHandoff: formatWallTime(body.firstHandoff),
    until: until === null ? null : formatWallTime(until),
    turn: body.turn,
    members: [...body.members],
    hours: body.hours,
  }
  if (from === null || from <= anchor) return { ...head, ...version }
  const effectiveFrom = formatInstant(from)
  return { ...head, versions: [{ effectiveFrom, startsWith: 0, ...version }] }
}

/**
 * The web editor cuts a rotation at its start and end. Others begin with their first whole turn
 * and end with their last: the layer ends where the next turn would have begun. Turns may be
 * counted from before the first shift, so it is a bound in either case.
 */
export function boundsOf(shift: Shift): Bounds {
  const zone = zoneTable(shift.timeZone)
  const instant = (wall: WallMs) => zone.instantOf(wall, 'first')
  const rotationStart = instant(shift.rotationStart)
  const { until: end, isWeb } = shift
  let from: Instant | null = null
  for (const { wall } of occurrencesOf(shift)) {
    const at = instant(wall)
    if (from === null && (isWeb || at >= rotationStart)) from = Math.max(at, rotationStart)
    if (from !== null && (isWeb || end === null)) break
    if (end !== null && at > end) return { from: from ?? at, until: wall }
  }
  return { from, until: isWeb && end !== null ? zone.wallAt(end) : null }
}

/** Windows are said in whole minutes and reach at most to the same time on the next day. */
export function hoursOf(shift: Shift, start: WallMs, days: readonly number[]): HoursSpec {
  const { durationMs } = shift
  const midnight = Math.floor(start / DAY_MS) * DAY_MS
  if (durationMs > DAY_MS || start % MINUTE_MS !== 0 || durationMs % MINUTE_MS !== 0) return null
  const clock = (ms: number) => formatWallTime(ms % DAY_MS).slice(11, 16)
  return [
    {
      days: days.flatMap((day) => WEEKDAYS[day] ?? []),
      from: clock(start - midnight),
      until: clock(start - midnight + durationMs),
    },
  ]
}

export function everyTurn(
  length: number,
  unit: 'hour' | 'day' | 'week',
  count: 'worked' | 'elapsed' = 'elapsed',
  shiftsPerMember = 1,
): TurnSpec {
  return { length, unit, count, shiftsPerMember }
}

export function rruleTurn(shift: Shift, rrule: string, shiftsPerMember = 1): TurnSpec {
  const duration = formatDuration(shift.durationMs)
  return { rrule, duration, count: 'elapsed', shiftsPerMember }
}
