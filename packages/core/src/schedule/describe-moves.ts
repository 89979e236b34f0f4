// Says in words what a change of schedules means for one person: "+1 weekend in March".
//
// The person's spans before and after are read as weekends, nights and days in their own zone, and
// what is in one and not in the other is counted by month. A unit counts when at least an hour of
// it is covered. Gains and losses of one month are both said: a swapped weekend is a move.

import { DAY_MS, HOUR_MS, type Span } from '../platform/time.ts'
import { dayOf, weekdayOf } from './wall-time.ts'
import { zoneTable } from './zone-table.ts'

export type Moves = {
  readonly timeZone: string
  readonly before: readonly Span[]
  readonly after: readonly Span[]
}

const NIGHT = { fromMs: 22 * HOUR_MS, untilMs: 31 * HOUR_MS } as const
const DAYTIME = { fromMs: 7 * HOUR_MS, untilMs: 22 * HOUR_MS } as const
const COVERED_MS_MIN = HOUR_MS
const SATURDAY = 5

const UNITS = ['weekend', 'night', 'day'] as const
type Unit = (typeof UNITS)[number]

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** In the order of the months; empty when nothing of note changes. */
export function describeMoves(moves: Moves): string[] {
  const before = unitsOf(moves.before, moves.timeZone)
  const after = unitsOf(moves.after, moves.timeZone)
  const counts = new Map<string, { unit: Unit; month: number; sign: '+' | '−'; count: number }>()
  const count = (key: string, sign: '+' | '−') => {
    const [unit, day] = readKey(key)
    const date = new Date(day * DAY_MS)
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
    const known = counts.get(`${month} ${unit} ${sign}`)
    counts.set(`${month} ${unit} ${sign}`, { unit, month, sign, count: (known?.count ?? 0) + 1 })
  }
  for (const key of after) if (!before.has(key)) count(key, '+')
  for (const key of before) if (!after.has(key)) count(key, '−')
  return [...counts.values()]
    .sort((a, b) => a.month - b.month || UNITS.indexOf(a.unit) - UNITS.indexOf(b.unit))
    .map(({ unit, month, sign, count: n }) => {
      const noun = n === 1 ? unit : `${unit}s`
      return `${sign}${n} ${noun} in ${MONTHS[month % 12]}`
    })
}

function readKey(key: string): [Unit, number] {
  const [unit, day] = key.split(' ')
  return [UNITS.find((one) => one === unit) ?? 'day', Number(day)]
}

/** Keys of the units that the spans cover: the kind and the day on which the unit begins. */
function unitsOf(spans: readonly Span[], timeZone: string): Set<string> {
  const covered = new Map<string, number>()
  const zone = zoneTable(timeZone)
  const add = (key: string, fromMs: number, untilMs: number, span: Span) => {
    const ms = Math.min(untilMs, span.endsAt) - Math.max(fromMs, span.startsAt)
    if (ms > 0) covered.set(key, (covered.get(key) ?? 0) + ms)
  }
  for (const { startsAt, endsAt } of spans) {
    const wall: Span = { startsAt: zone.wallAt(startsAt), endsAt: zone.wallAt(endsAt) }
    for (let day = dayOf(wall.startsAt) - 1; day <= dayOf(wall.endsAt); day++) {
      const midnight = day * DAY_MS
      const weekday = weekdayOf(day)
      if (weekday >= SATURDAY) {
        add(`weekend ${day - weekday + SATURDAY}`, midnight, midnight + DAY_MS, wall)
        continue
      }
      add(`night ${day}`, midnight + NIGHT.fromMs, midnight + nightUntil(weekday), wall)
      add(`day ${day}`, midnight + DAYTIME.fromMs, midnight + DAYTIME.untilMs, wall)
    }
  }
  return new Set([...covered].filter(([, ms]) => ms >= COVERED_MS_MIN).map(([key]) => key))
}

/** Friday's night ends at midnight, where the weekend begins. */
function nightUntil(weekday: number): number {
  return weekday === SATURDAY - 1 ? DAY_MS : NIGHT.untilMs
}
