// The rows of the picture: for each role its final line, its overrides and its layers, highest
// priority first; then the people, each with nights and days off as they have them.

import type { ScheduleView, User } from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import type { Window } from '../schedule-search.ts'
import {
  type Bar,
  barKey,
  finalBars,
  inLanes,
  overrideBars,
  ROLE_WORDS,
  type RoleShifts,
  shiftBar,
} from '../shifts.ts'

/** A day off, a vacation: shown beneath a person's shifts, and told apart by its words. */
export type Shade = Window & {
  readonly kind: 'holiday' | 'absence'
  readonly words: string
}

export type PersonRow = {
  readonly timeZone: string
  readonly sleepHours: { readonly from: string; readonly until: string }
  readonly shades: readonly Shade[]
}

export type Row = {
  readonly key: string
  readonly kind: 'role' | 'final' | 'overrides' | 'layer' | 'people' | 'person'
  readonly title: string
  readonly note: string
  /** Whose time is chosen in it; null: a heading. */
  readonly role: ShiftRole | null
  readonly height: number
  readonly laneHeight: number
  readonly bars: readonly Bar[]
  readonly person: PersonRow | null
}

export type PlacedRow = Row & { readonly top: number }

const LANE_PX = { final: 56, overrides: 28, layer: 30, person: 26 } as const
const PADDING_PX = 10
const HEAD_PX = 30
const LANES_MAX = 8
const LONG_MS = 100 * 86_400_000
/** Beneath a person's shifts: why they are away, in words. */
export const AWAY_PX = 14

export type RowsInput = {
  readonly schedule: ScheduleView
  readonly roles: readonly RoleShifts[]
  readonly users: readonly User[]
  readonly shadesOf: (userId: string) => readonly Shade[]
  readonly me: string
  readonly window: Window
}

export function rowsOf(input: RowsInput): readonly PlacedRow[] {
  const many = input.roles.length > 1
  const rows = input.roles.flatMap((data) => [
    ...(many ? [headRow('role', `role.${data.role}`, ROLE_WORDS[data.role])] : []),
    ...roleRows(data),
  ])
  return placed([...rows, ...peopleRows(input)])
}

function roleRows(data: RoleShifts): readonly Row[] {
  const layers = [...data.layers].sort((a, b) => b.priority - a.priority)
  return [
    row('final', `final.${data.role}`, 'Final', '', data.role, finalBars(data)),
    row('overrides', `overrides.${data.role}`, 'Overrides', '', data.role, overrideBars(data)),
    ...layers.map((layer) => {
      const key = `layer.${data.role}.${layer.name}`
      const bars = layer.shifts.map((shift) => shiftBar(shift, key, data))
      return row('layer', key, layer.name, `priority ${layer.priority}`, data.role, bars)
    }),
  ]
}

function peopleRows({ roles, users, shadesOf, me, window }: RowsInput): readonly Row[] {
  const bars = new Map<string, { name: string; displayName: string; bars: Bar[] }>()
  for (const data of roles) {
    const shifts = [...data.layers.flatMap((layer) => layer.shifts), ...data.shifts]
    for (const { id, name, displayName } of shifts.flatMap((shift) => shift.users)) {
      if (!bars.has(id)) bars.set(id, { name, displayName, bars: [] })
    }
    for (const bar of finalBars(data)) {
      for (const person of bar.people) {
        const key = barKey(`person.${person.name}.${data.role}`, bar.startsAt)
        bars.get(person.id)?.bars.push({ ...bar, key, words: ROLE_WORDS[data.role] })
      }
    }
  }
  const people = [...bars].sort(
    ([a, one], [b, other]) =>
      Number(b === me) - Number(a === me) || one.displayName.localeCompare(other.displayName),
  )
  if (people.length === 0) return []
  return [
    headRow('people', 'people', 'People'),
    ...people.map(([id, { name, displayName, bars: own }]) => {
      const user = users.find((item) => item.id === id)
      const person = user && {
        timeZone: user.timeZone,
        sleepHours: user.sleepHours,
        shades: shadesOf(id).filter(
          (shade) => shade.endsAt > window.startsAt && shade.startsAt < window.endsAt,
        ),
      }
      const note = user?.timeZone ?? ''
      const role = own[0]?.role ?? roles[0]?.role ?? null
      const plain = row('person', `person.${name}`, displayName, note, role, inLanes(own))
      const height = plain.height + (hasWords(person?.shades ?? [], window) ? AWAY_PX : 0)
      return { ...plain, height, person: person ?? null }
    }),
  ]
}

/** Over a long time only absences are said: of a year's holidays there are too many. */
export function hasWords(shades: readonly Shade[], { startsAt, endsAt }: Window): boolean {
  const isLong = endsAt - startsAt > LONG_MS
  return shades.some(({ kind }) => kind === 'absence' || !isLong)
}

function headRow(kind: 'role' | 'people', key: string, title: string): Row {
  return {
    ...{ key, kind, title, note: '', role: null },
    ...{ height: HEAD_PX, laneHeight: 0, bars: [], person: null },
  }
}

function row(
  kind: keyof typeof LANE_PX,
  key: string,
  title: string,
  note: string,
  role: ShiftRole | null,
  bars: readonly Bar[],
): Row {
  const lanes = Math.min(LANES_MAX, 1 + Math.max(0, ...bars.map((bar) => bar.lane)))
  const laneHeight = LANE_PX[kind]
  return {
    key,
    kind,
    title,
    note,
    role,
    laneHeight,
    height: lanes * laneHeight + PADDING_PX,
    bars,
    person: null,
  }
}

function placed(rows: readonly Row[]): readonly PlacedRow[] {
  let top = 0
  return rows.map((one) => {
    const here = { ...one, top }
    top += one.height
    return here
  })
}

/** The bar that a key of the keyboard leads to: along the row, or to the nearest in time. */
export function neighbour(
  rows: readonly Row[],
  key: string | null,
  press: string,
  from: number,
): Bar | null {
  const full = rows.filter((one) => one.bars.length > 0)
  const at = full.findIndex((one) => one.bars.some((bar) => bar.key === key))
  const current = full[at]?.bars.find((bar) => bar.key === key)
  if (!current) return nearest(full[0]?.bars ?? [], from)
  const bars = full[at]?.bars ?? []
  const index = bars.indexOf(current)
  const middle = Math.max(current.startsAt, from)
  const step = {
    ArrowRight: () => bars[index + 1],
    ArrowLeft: () => bars[index - 1],
    ArrowDown: () => nearest(full[at + 1]?.bars ?? [], middle),
    ArrowUp: () => nearest(full[at - 1]?.bars ?? [], middle),
    Home: () => bars[0],
    End: () => bars.at(-1),
  }[press]
  return step?.() ?? null
}

function nearest(bars: readonly Bar[], at: number): Bar | null {
  const away = (bar: Bar) => (bar.endsAt <= at ? at - bar.endsAt : Math.max(0, bar.startsAt - at))
  let best: Bar | null = null
  for (const bar of bars) if (!best || away(bar) < away(best)) best = bar
  return best
}
