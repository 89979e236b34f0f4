// The layers that say what one template of LinkedIn Oncall says, from its first own turn on.
//
// One person has all events of a turn, which lasts as many weeks as the events span, rounded up.
// Both ends of an event are wall times, as our hours are. Weeks of one turn that differ get a layer
// each: turns of one week in which the person stands in one of the weeks and nobody in the others.

import type { ScheduleSpec } from '@evenwatch/api'
import {
  DAY_MS,
  formatWallTime,
  MINUTE_MS,
  type ShiftRole,
  type WallMs,
  WEEK_MS,
  type Weekday,
} from '@evenwatch/core'
import type { TemplateEvent } from './read-team.ts'

export type LayerSpec = ScheduleSpec['layers'][number]
type ShortLayer = Exclude<LayerSpec, { versions: unknown }>
type Hours = NonNullable<ShortLayer['hours']>

const SUNDAY_FIRST: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const TURN_WEEKS_MAX = 12

export type TemplateTurn = {
  readonly name: string
  readonly role: ShiftRole
  /** When the first event of the first turn begins. */
  readonly firstHandoff: WallMs
  readonly events: readonly TemplateEvent[]
  /** In the order of their turns, from the first one on. */
  readonly members: readonly string[]
}

/** Null when the template cannot be said in whole minutes and weeks. */
export function templateLayers(turn: TemplateTurn): LayerSpec[] | null {
  const { events, members } = turn
  const weeks = turnWeeks(events)
  if (events.length === 0 || members.length === 0 || weeks > TURN_WEEKS_MAX) return null
  if (events.some((one) => one.startMs % MINUTE_MS !== 0 || one.durationMs % MINUTE_MS !== 0)) {
    return null
  }
  const hours = Array.from({ length: weeks }, (_, week) => hoursOfWeek(events, week))
  const texts = hours.map((one) => JSON.stringify(one))
  if (texts.every((text) => text === texts[0])) {
    return [layerOf(turn, turn.name, weeks, members, hours[0] ?? null)]
  }
  return hours.flatMap((ofWeek, week) => {
    if (ofWeek?.length === 0) return []
    const placed = members.flatMap((member) =>
      hours.map((_, other) => (other === week ? member : null)),
    )
    return [layerOf(turn, `${turn.name}-week-${week + 1}`, 1, placed, ofWeek)]
  })
}

/** How many weeks a turn lasts. */
export function turnWeeks(events: readonly TemplateEvent[]): number {
  const starts = Math.min(...events.map((one) => one.startMs))
  const ends = Math.max(...events.map((one) => one.startMs + one.durationMs))
  return Math.ceil((ends - starts) / WEEK_MS)
}

function layerOf(
  turn: TemplateTurn,
  name: string,
  weeks: number,
  members: readonly (string | null)[],
  hours: Hours | null,
): LayerSpec {
  return {
    name,
    role: turn.role,
    priority: 1,
    firstHandoff: formatWallTime(turn.firstHandoff),
    until: null,
    turn: { length: weeks, unit: 'week', count: 'elapsed', shiftsPerMember: 1 },
    members: [...members],
    hours,
  }
}

/** Null: the whole week. Weeks are counted from the first event of the turn. */
function hoursOfWeek(events: readonly TemplateEvent[], week: number): Hours | null {
  const first = events[0]?.startMs ?? 0
  const weekFrom = first + week * WEEK_MS
  const weekUntil = weekFrom + WEEK_MS
  const pieces: { from: number; until: number }[] = []
  for (const { startMs, durationMs } of events) {
    const until = Math.min(startMs + durationMs, weekUntil)
    for (let from = Math.max(startMs, weekFrom); from < until; from += DAY_MS) {
      pieces.push({ from, until: Math.min(from + DAY_MS, until) })
    }
  }
  const covered = pieces.reduce((sum, { from, until }) => sum + until - from, 0)
  return covered >= WEEK_MS ? null : windowsOf(pieces)
}

function windowsOf(pieces: readonly { from: number; until: number }[]): Hours {
  const days = new Map<string, Weekday[]>()
  for (const { from, until } of pieces) {
    const key = `${clockOf(from)} ${clockOf(until)}`
    const day = SUNDAY_FIRST[Math.floor(from / DAY_MS) % 7] ?? 'sun'
    const known = days.get(key) ?? []
    if (!known.includes(day)) days.set(key, [...known, day])
  }
  return [...days].map(([key, ofWindow]) => {
    const [from = '', until = ''] = key.split(' ')
    return { days: ofWindow, from, until }
  })
}

function clockOf(ms: number): string {
  return formatWallTime(ms % DAY_MS).slice(11, 16)
}
