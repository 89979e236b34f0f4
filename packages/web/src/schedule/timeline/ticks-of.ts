// What the axis prints: hours of a day, days, or the weeks and months of a year, in the zone on
// display. A day that is not 24 hours long says so.

import { clockTime } from '../../ui/format-time.ts'
import { formatOf, wallOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'
import { pxPerMs, type Scale } from './scale.ts'
import { type Day, daysOf } from './zone-days.ts'

export type Tick = Window & {
  readonly key: string
  readonly label: string
  /** Where the picture draws a line through all rows. */
  readonly line: boolean
  readonly weekend: boolean
  readonly change: string | null
  /** The upper of the two lines of the axis. */
  readonly upper: boolean
}

const HOUR_MS = 3_600_000

/** Narrower months say only their first letters, narrower weeks only every other number. */
const MONTH_PX_MIN = 100
const WEEK_PX_MIN = 24

export function ticksOf(scale: Scale, zone: string): readonly Tick[] {
  const { span } = scale
  const window: Window = { startsAt: scale.startsAt, endsAt: scale.endsAt }
  const days = daysOf(window, zone)
  if (span === 'day') {
    const [day] = days
    return [...(day ? [headOf(day, zone)] : []), ...hoursOf(window, zone)]
  }
  const weekday = formatOf(zone, { weekday: 'short' })
  const number = formatOf(zone, { day: 'numeric' })
  const named = days.map((day) => ({
    ...day,
    name: weekday.format(day.startsAt + HOUR_MS),
    number: number.format(day.startsAt + HOUR_MS),
  }))
  if (span === 'year') return yearOf(named, scale, zone)
  const short = span === 'month'
  return named.map((day) => ({
    ...tick(day, short ? day.number : `${day.name} ${day.number}`),
    weekend: day.name === 'Sat' || day.name === 'Sun',
    change: day.change,
  }))
}

type NamedDay = Day & { readonly number: string }

/** Months above, Mondays below. */
function yearOf(days: readonly NamedDay[], scale: Scale, zone: string): readonly Tick[] {
  const weekPx = pxPerMs(scale) * 168 * HOUR_MS
  const isNarrow = weekPx * 4 < MONTH_PX_MIN
  const month = formatOf(zone, isNarrow ? { month: 'short' } : { month: 'long', year: 'numeric' })
  const every = weekPx < WEEK_PX_MIN ? 2 : 1
  const firsts = days.filter((day, index) => index === 0 || day.number === '1')
  const months = firsts.map((day, index) => ({
    ...tick(day, month.format(day.startsAt + HOUR_MS)),
    key: `month${day.startsAt}`,
    endsAt: firsts[index + 1]?.startsAt ?? scale.endsAt,
    line: isNarrow,
    upper: true,
  }))
  const weeks = days.flatMap((day, index) => {
    const isNamed = index % (7 * every) === 0
    if (!isNamed && !day.change) return []
    const endsAt = isNamed ? (days[index + 7 * every]?.startsAt ?? scale.endsAt) : day.endsAt
    const label = isNamed ? day.number : ''
    return [{ ...tick(day, label), endsAt, line: isNamed && !isNarrow, change: day.change }]
  })
  return [...months, ...weeks]
}

function tick({ startsAt, endsAt }: Window, label: string): Tick {
  return {
    key: `at${startsAt}`,
    startsAt,
    endsAt,
    label,
    line: true,
    weekend: false,
    change: null,
    upper: false,
  }
}

function headOf(day: Window & { readonly change: string | null }, zone: string): Tick {
  const label = formatOf(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(
    day.startsAt,
  )
  return { ...tick(day, label), key: `day${day.startsAt}`, upper: true, change: day.change }
}

/** Every full hour that the clock shows; one that is shown twice stands there twice. */
function hoursOf({ startsAt, endsAt }: Window, zone: string): readonly Tick[] {
  const ticks: Tick[] = []
  const first = startsAt + ((60 - wallOf(startsAt, zone).minute) % 60) * 60_000
  for (let at = first; at < endsAt; at += HOUR_MS) {
    ticks.push(tick({ startsAt: at, endsAt: at + HOUR_MS }, clockTime(at, zone)))
  }
  return ticks
}
