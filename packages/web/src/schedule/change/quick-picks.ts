// The spans that people mean most often: the whole shift, tonight, this weekend. Cut to the shift,
// because nobody gives away hours that are not theirs, and to what is still to come.

import { instantOf, startOfDay, startOfWeek, wallOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'

const EVENING_HOUR = 18
const MORNING_HOUR = 8

export type QuickPick = Window & { readonly label: string }

export function quickPicks(now: number, zone: string, shift: Window | null): readonly QuickPick[] {
  const tonight = nightOf(now, zone)
  const weekend = weekendOf(now, zone)
  const picks = [
    ...(shift ? [{ label: 'Whole shift', ...shift }] : []),
    { label: 'Tonight', ...tonight },
    { label: 'This weekend', ...weekend },
  ]
  return picks.flatMap(({ label, ...span }) => {
    const cut = overlapOf({ startsAt: Math.max(span.startsAt, now), endsAt: span.endsAt }, shift)
    return cut ? [{ label, ...cut }] : []
  })
}

/** What both have; null: nothing. Without a second one, the first. */
export function overlapOf(span: Window, other: Window | null): Window | null {
  const startsAt = other ? Math.max(span.startsAt, other.startsAt) : span.startsAt
  const endsAt = other ? Math.min(span.endsAt, other.endsAt) : span.endsAt
  return endsAt > startsAt ? { startsAt, endsAt } : null
}

/** From the evening until the morning; after midnight, the night that runs. */
function nightOf(now: number, zone: string): Window {
  const wall = wallOf(now, zone)
  const day = wall.hour < MORNING_HOUR ? wall.day - 1 : wall.day
  const at = (days: number, hour: number) =>
    instantOf({ ...wall, day: day + days, hour, minute: 0 }, zone)
  return { startsAt: at(0, EVENING_HOUR), endsAt: at(1, MORNING_HOUR) }
}

/** Saturday and Sunday of the week that runs. */
function weekendOf(now: number, zone: string): Window {
  const monday = startOfWeek(now, zone)
  return { startsAt: startOfDay(monday, zone, 5), endsAt: startOfDay(monday, zone, 7) }
}
