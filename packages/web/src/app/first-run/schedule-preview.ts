// Eight weeks of a weekly rotation, before it is saved. Only the templates of the first run: the saved
// schedule is computed by the server.

import { instantOf, wallOf } from '../../ui/zone.ts'

export const PREVIEW_WEEKS = 8

export type Week<T> = { readonly startsAt: number; readonly endsAt: number; readonly who: T | null }

/** Monday 09:00 of the present week, as wall time: the shape that a schedule's file has. */
export function firstHandoff(now: number, zone: string, clock: string): string {
  const wall = wallOf(now, zone)
  const weekday = (new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() + 6) % 7
  const monday = new Date(Date.UTC(wall.year, wall.month - 1, wall.day - weekday))
  return `${monday.toISOString().slice(0, 10)}T${clock}`
}

export function previewWeeks<T>(
  handoff: string,
  zone: string,
  members: readonly T[],
): readonly Week<T>[] {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = handoff.split(/[-T:]/).map(Number)
  const start = (week: number) =>
    instantOf({ year, month, day: day + 7 * week, hour, minute }, zone)
  return Array.from({ length: PREVIEW_WEEKS }, (_, week) => ({
    startsAt: start(week),
    endsAt: start(week + 1),
    who: members[week % Math.max(1, members.length)] ?? null,
  }))
}
