// The days of a window and the instants at which its zone changes its clocks. Asked once per range:
// a year of days costs two dozen look-ups of the zone instead of a thousand.

import { clockChange, startOfDay, wallOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const MINUTE_MS = 60_000
const KEPT_MAX = 200

/** Wall time as if it were UTC: differences of it are what clocks show. */
export function wallMsAt(at: number, zone: string): number {
  const wall = wallOf(at, zone)
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
}

const offsetAt = (at: number, zone: string) => wallMsAt(at, zone) - at

export type Stretch = Window & {
  /** Wall time minus instant, the same in the whole stretch. */
  readonly offsetMs: number
}

const kept = new Map<string, readonly Stretch[]>()

/** The window in stretches of one offset each; more than one only where clocks change. */
export function stretchesOf({ startsAt, endsAt }: Window, zone: string): readonly Stretch[] {
  const key = `${zone} ${startsAt} ${endsAt}`
  const known = kept.get(key)
  if (known) return known
  const found: Stretch[] = []
  let from = startsAt
  let offsetMs = offsetAt(from, zone)
  for (let at = startsAt; at < endsAt; ) {
    const next = Math.min(at + WEEK_MS, endsAt)
    if (offsetAt(next, zone) !== offsetMs) {
      const change = changeBetween(at, next, offsetMs, zone)
      found.push({ startsAt: from, endsAt: change, offsetMs })
      from = change
      offsetMs = offsetAt(change, zone)
      at = change
    } else at = next
  }
  if (from < endsAt) found.push({ startsAt: from, endsAt, offsetMs })
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(key, found)
  return found
}

/** To the minute, by halving. */
function changeBetween(from: number, until: number, before: number, zone: string): number {
  let low = Math.floor(from / MINUTE_MS)
  let high = Math.ceil(until / MINUTE_MS)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * MINUTE_MS, zone) === before) low = middle
    else high = middle
  }
  return high * MINUTE_MS
}

export type Day = Window & { readonly change: string | null }

/** The days of a window as the zone counts them; one of them may have 23 or 25 hours. */
export function daysOf(window: Window, zone: string): readonly Day[] {
  const changes = stretchesOf(window, zone)
    .slice(1)
    .map((stretch) => stretch.startsAt)
  const days: Day[] = []
  let startsAt = startOfDay(window.startsAt, zone)
  while (startsAt < window.endsAt) {
    const plain = startsAt + DAY_MS
    const from = startsAt
    // Clocks that change at midnight change the day that ends then.
    const near = changes.some((change) => change >= from && change <= plain + DAY_MS / 8)
    const endsAt = near ? startOfDay(startsAt, zone, 1) : plain
    days.push({ startsAt, endsAt, change: near ? clockChange(startsAt, endsAt) : null })
    startsAt = endsAt
  }
  return days
}
