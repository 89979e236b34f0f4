// What the axis prints: hours of a day, days, or the weeks and months of a year, in the zone on
// display. A day that is not 24 hours long says so.

import { clockTime } from '../../ui/format-time.ts'
import { formatOf, wallOf } from '../../ui/zone.ts'
import type { SpanName, Window } from '../schedule-search.ts'
import { daysOf } from './zone-days.ts'

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

export function ticksOf(window: Window, span: SpanName, zone: string): readonly Tick[] {
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
  if (span === 'year') {
    const months = named.filter((day, index) => index === 0 || day.number === '1')
    return [
      ...months.map((day, index) => ({
        ...tick(day, formatOf(zone, { month: 'long', year: 'numeric' }).format(day.startsAt)),
        key: `month${day.startsAt}`,
        endsAt: months[index + 1]?.startsAt ?? window.endsAt,
        line: false,
        upper: true,
      })),
      ...named.flatMap((day, index) => {
        const isMonday = index % 7 === 0
        if (!isMonday && !day.change) return []
        const endsAt = isMonday ? (named[index + 7]?.startsAt ?? window.endsAt) : day.endsAt
        const label = isMonday ? day.number : ''
        return [{ ...tick(day, label), endsAt, line: isMonday, change: day.change }]
      }),
    ]
  }
  const short = span === 'month'
  return named.map((day) => ({
    ...tick(day, short ? day.number : `${day.name} ${day.number}`),
    weekend: day.name === 'Sat' || day.name === 'Sun',
    change: day.change,
  }))
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
