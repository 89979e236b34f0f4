// One shift of Grafana OnCall as its API writes it, read into numbers.
//
// Grafana keeps wall times without a zone. Which zone they mean depends on where the shift is from
// (engine code of 1.3 to 1.15, `custom_on_call_shift.py`): the shift's own; else the schedule's for
// schedules made by API or Terraform; else UTC, which is what the web editor stores whatever zone
// the schedule shows. `until` is UTC in every case.

import {
  type Instant,
  isTimeZone,
  LAYER_PRIORITY_MAX,
  SECOND_MS,
  type WallMs,
} from '@evenwatch/core'
import { type Fields, numberOf, numbersOf, textOf, textsOf, wallOf } from '../source-fields.ts'

export const FREQUENCIES = ['hourly', 'daily', 'weekly', 'monthly'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** In Grafana's and our order: 0 is Monday. */
export const ICAL_DAYS: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

export type ShiftType = 'single_event' | 'recurrent_event' | 'rolling_users' | 'override'
const TYPES: readonly string[] = ['single_event', 'recurrent_event', 'rolling_users', 'override']

export type Shift = {
  readonly id: string
  readonly name: string
  readonly type: ShiftType
  readonly level: number
  readonly timeZone: string
  /** Made in the web editor: cut at `rotationStart` and `until`, not at the next turn. */
  readonly isWeb: boolean
  readonly start: WallMs
  readonly rotationStart: WallMs
  readonly durationMs: number
  readonly frequency: Frequency | null
  readonly interval: number
  readonly until: Instant | null
  /** 0 is Monday. */
  readonly weekStart: number
  readonly byDay: readonly string[]
  readonly byMonth: readonly number[]
  readonly byMonthday: readonly number[]
  /** Ids of people. */
  readonly users: readonly string[]
  readonly groups: readonly (readonly string[])[]
}

export type ReadShift = { readonly ok: true; readonly shift: Shift } | ReadFault
type ReadFault = { readonly ok: false; readonly why: string }

export type ShiftOwner = { readonly type: string | null; readonly timeZone: string }

export function readShift(fields: Fields, owner: ShiftOwner): ReadShift {
  const type = textOf(fields.type)
  const start = wallOf(fields.start)
  const duration = durationOf(fields.duration)
  const isOverride = type === 'override'
  const isWeb = owner.type === 'web' || isOverride
  const zone = textOf(fields.time_zone)
  const frequency = FREQUENCIES.find((one) => one === fields.frequency) ?? null
  if (type === null || !isShiftType(type)) return no(`shifts of type ${type ?? 'none'} are unknown`)
  if (start === null) return no('its start is no wall time')
  if (duration === null || duration <= 0) return no('it has no duration')
  if (zone !== null && !isTimeZone(zone)) return no(`its time zone ${zone} is not known`)
  // The web editor stores a rotation that does not repeat without a frequency.
  if (frequency === null && type === 'recurrent_event') return no('it has no frequency')
  const users = textsOf(fields.users)
  const groups = groupsOf(fields.rolling_users)
  const weekStart = ICAL_DAYS.indexOf(textOf(fields.week_start) ?? '')
  const shift: Shift = {
    id: textOf(fields.id) ?? '',
    name: textOf(fields.name) ?? '',
    type,
    level: Math.min(LAYER_PRIORITY_MAX, Math.max(0, numberOf(fields.level) ?? 0)),
    timeZone: zone ?? (isWeb ? 'UTC' : owner.timeZone),
    isWeb,
    start,
    rotationStart: wallOf(fields.rotation_start) ?? start,
    durationMs: duration * SECOND_MS,
    frequency,
    interval: Math.max(1, Math.floor(numberOf(fields.interval) ?? 1)),
    until: wallOf(fields.until),
    // Grafana's default; only weekly shifts say it.
    weekStart: weekStart < 0 ? ICAL_DAYS.indexOf('SU') : weekStart,
    byDay: textsOf(fields.by_day),
    byMonth: numbersOf(fields.by_month),
    byMonthday: numbersOf(fields.by_monthday),
    users: users.length > 0 || !isOverride ? users : groups.flat(),
    groups: rotated(groups, numberOf(fields.start_rotation_from_user_index) ?? 0),
  }
  return { ok: true, shift }
}

function no(why: string): ReadFault {
  return { ok: false, why }
}

function isShiftType(type: string): type is ShiftType {
  return TYPES.includes(type)
}

/** Seconds, or `HH:MM:SS` as Terraform writes it. */
function durationOf(value: unknown): number | null {
  const clock = typeof value === 'string' ? /^(\d+):(\d\d):(\d\d)$/.exec(value) : null
  if (!clock) return numberOf(value)
  return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
}

/** Lists of ids; older databases hold objects whose values are the ids. */
function groupsOf(value: unknown): string[][] {
  if (!Array.isArray(value)) return []
  return value.map((group: unknown) => {
    if (typeof group === 'object' && group !== null && !Array.isArray(group)) {
      return textsOf(Object.values(group))
    }
    return textsOf(group)
  })
}

/**
 * Grafana counts empty groups in the length of a round, but leaves them out of the order: their
 * turns, with nobody, come at the end.
 */
function rotated(groups: readonly string[][], startIndex: number): string[][] {
  const index = startIndex >= 0 && startIndex < groups.length ? startIndex : 0
  const turned = [...groups.slice(index), ...groups.slice(0, index)]
  return [...turned.filter((one) => one.length > 0), ...turned.filter((one) => one.length === 0)]
}
