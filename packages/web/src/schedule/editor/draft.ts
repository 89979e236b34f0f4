// A plan while it is edited. Of each layer the newest version is on the table; what was not touched
// goes back as it came, so that saving moves nobody by accident.

import { isLongLayer, type ScheduleSpec } from '@evenwatch/api'
import type { HoursWindow, ShiftRole } from '@evenwatch/core'
import { ruleInWords } from './rule-in-words.ts'

export type LayerSpec = ScheduleSpec['layers'][number]
type LongLayer = Extract<LayerSpec, { versions: unknown }>
export type VersionSpec = Omit<LongLayer['versions'][number], 'effectiveFrom'>
type TurnSpec = VersionSpec['turn']
export type EveryTurn = Extract<TurnSpec, { unit: unknown }>
export type RuleTurn = Extract<TurnSpec, { rrule: unknown }>
export type MemberSpec = VersionSpec['members'][number]

export type DraftLayer = {
  /** Stays the same while the draft is open, whatever its name becomes. */
  readonly id: string
  /** Null: added in this draft. */
  readonly stored: LayerSpec | null
  readonly name: string
  readonly role: ShiftRole
  readonly priority: number
  readonly stages: readonly string[] | null
  readonly timeZone: string | null
  readonly version: VersionSpec
}

export function draftOf({ layers }: ScheduleSpec): readonly DraftLayer[] {
  return layers.map((layer) => ({
    id: `stored ${layer.name}`,
    stored: layer,
    name: layer.name,
    role: layer.role,
    priority: layer.priority,
    stages: layer.stages ?? null,
    timeZone: layer.timeZone ?? null,
    version: newestOf(layer),
  }))
}

function newestOf(layer: LayerSpec): VersionSpec {
  const newest = isLongLayer(layer) ? layer.versions.at(-1) : layer
  const { startsWith = 0, firstHandoff, until, turn, members, hours } = newest ?? EMPTY_VERSION
  return { startsWith, firstHandoff, until, turn, members, hours }
}

const EMPTY_VERSION: VersionSpec = {
  startsWith: 0,
  firstHandoff: '2026-01-05T09:00',
  until: null,
  turn: { length: 1, unit: 'week', count: 'worked', shiftsPerMember: 1 },
  members: [null],
  hours: null,
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export function isTouched(layer: DraftLayer): boolean {
  const { stored } = layer
  if (!stored) return true
  return !(
    same(newestOf(stored), layer.version) &&
    stored.name === layer.name &&
    stored.role === layer.role &&
    stored.priority === layer.priority &&
    same(stored.stages ?? null, layer.stages)
  )
}

/** A touched layer in its short form: the server makes a new version of it, and keeps the past. */
export function specOfDraft(spec: ScheduleSpec, draft: readonly DraftLayer[]): ScheduleSpec {
  return {
    ...spec,
    layers: draft.map((layer) => {
      if (layer.stored && !isTouched(layer)) return layer.stored
      const { name, role, priority, stages, timeZone } = layer
      const { startsWith, ...version } = layer.version
      return {
        name,
        role,
        priority,
        ...(stages !== null && { stages: [...stages] }),
        ...(timeZone !== null && { timeZone }),
        ...(startsWith !== 0 && { startsWith }),
        ...version,
      }
    }),
  }
}

export function isChanged(spec: ScheduleSpec, draft: readonly DraftLayer[]): boolean {
  return draft.length !== spec.layers.length || draft.some(isTouched)
}

export function newLayer(
  draft: readonly DraftLayer[],
  more: Partial<Omit<DraftLayer, 'id' | 'stored'>> & { readonly version: VersionSpec },
): DraftLayer {
  const name = freeName(more.name ?? 'layer', draft)
  return {
    id: `new ${name} ${draft.length}`,
    stored: null,
    role: 'primary',
    priority: 1,
    stages: null,
    timeZone: null,
    ...more,
    name,
  }
}

function freeName(wanted: string, draft: readonly DraftLayer[]): string {
  const taken = (name: string) => draft.some((layer) => layer.name === name)
  if (!taken(wanted)) return wanted
  for (let number = 2; number <= draft.length + 2; number += 1) {
    if (!taken(`${wanted}-${number}`)) return `${wanted}-${number}`
  }
  return wanted
}

/** Whoever had the first turn keeps it when others come, go or move; the first in the list stays that. */
export function withMembers(version: VersionSpec, members: VersionSpec['members']): VersionSpec {
  const first = JSON.stringify(version.members[version.startsWith])
  const found = members.findIndex((member) => JSON.stringify(member) === first)
  return { ...version, members, startsWith: version.startsWith === 0 ? 0 : Math.max(0, found) }
}

const RULE_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const RULES_OF = { hour: 'HOURLY', day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const
const LENGTHS_OF = { hour: '1h', day: '1d', week: '7d', month: '31d' } as const

/** The rule that says what the turn says, to begin with. */
export function ruleTurnOf({ turn, firstHandoff }: VersionSpec): RuleTurn {
  if ('rrule' in turn) return turn
  const { length, unit, count, shiftsPerMember } = turn
  const day = new Date(`${firstHandoff.slice(0, 10)}T00:00:00Z`)
  const parts = [
    `FREQ=${RULES_OF[unit]}`,
    ...(length === 1 ? [] : [`INTERVAL=${length}`]),
    ...(unit === 'week' ? [`BYDAY=${RULE_DAYS[(day.getUTCDay() + 6) % 7]}`] : []),
    ...(unit === 'month' ? [`BYMONTHDAY=${day.getUTCDate()}`] : []),
  ]
  const duration = `${length * Number.parseInt(LENGTHS_OF[unit], 10)}${LENGTHS_OF[unit].slice(-1)}`
  return { rrule: parts.join(';'), duration, count, shiftsPerMember }
}

export function everyTurnOf({ turn }: VersionSpec): EveryTurn {
  if ('unit' in turn) return turn
  const { count, shiftsPerMember } = turn
  return { length: 1, unit: 'week', count, shiftsPerMember }
}

const DAY_NAMES = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const

/** “every week, Monday 09:00”. */
export function turnInWords({ turn, firstHandoff }: VersionSpec): string {
  const [date = '', clock = ''] = firstHandoff.split('T')
  if ('rrule' in turn) return `${ruleInWords(turn.rrule, clock)}, each for ${turn.duration}`
  const { length, unit } = turn
  const day = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return 'at a time that is not there yet'
  const every = length === 1 ? `every ${unit}` : `every ${length} ${unit}s`
  const weekday = Object.values(DAY_NAMES)[(day.getUTCDay() + 6) % 7]
  const where = { hour: '', day: '', week: `${weekday} `, month: `day ${day.getUTCDate()} ` }[unit]
  return unit === 'hour' ? `${every}, first at ${clock}` : `${every}, ${where}${clock.slice(0, 5)}`
}

/** “Mon to Fri 09:00 – 17:00; Sat, Sun 10:00 – 14:00”. */
export function hoursInWords(hours: readonly HoursWindow[] | null): string {
  if (!hours || hours.length === 0) return 'around the clock'
  return hours.map(({ days, from, until }) => `${daysInWords(days)} ${from} – ${until}`).join('; ')
}

function daysInWords(days: HoursWindow['days']): string {
  if (days.length === 7) return 'every day'
  const short = (day: keyof typeof DAY_NAMES) => DAY_NAMES[day].slice(0, 3)
  if (days.join() === 'mon,tue,wed,thu,fri') return 'Mon to Fri'
  return days.map(short).join(', ')
}

export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (to < 0 || to >= list.length || from === to) return list
  const next = [...list]
  const [item] = next.splice(from, 1)
  if (item !== undefined) next.splice(to, 0, item)
  return next
}
