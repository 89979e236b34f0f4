// What the address of a schedule says: view, length, day, zone, the open card, the instant asked
// about. Everything on the screen is in it, so that a reload and a shared link show the same.

import { instantOf, isZone, startOfDay, startOfWeek, type Wall, wallOf } from '../ui/zone.ts'

export const VIEWS = ['timeline', 'calendar', 'table'] as const
export type View = (typeof VIEWS)[number]
export const SPANS = ['day', 'week', 'fortnight', 'month', 'year'] as const
export type SpanName = (typeof SPANS)[number]
export const PANELS = ['rotation', 'plan', 'quality', 'history', 'concerns', 'subscribe'] as const
export type Panel = (typeof PANELS)[number]
export type Window = { readonly startsAt: number; readonly endsAt: number }

export type ScheduleSearch = {
  readonly view?: View
  readonly span?: SpanName
  /** A day of the zone on display, `2026-11-16`; absent: today. */
  readonly date?: string
  /** `mine`, `utc` or an IANA zone; absent: the schedule's own. */
  readonly in?: string
  /** The key of the bar whose card is open. */
  readonly open?: string
  /** “Who was on call at …”. */
  readonly at?: string
  readonly panel?: Panel
  /** A year day by day, to be scrolled; absent: fitted into the room. */
  readonly wide?: true
}

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((item) => item === value)
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const KEY_CHARACTERS_MAX = 200

export function parseScheduleSearch(search: Record<string, unknown>): ScheduleSearch {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : undefined)
  const view = oneOf(VIEWS, search.view)
  const span = oneOf(SPANS, search.span)
  const panel = oneOf(PANELS, search.panel)
  const date = text('date')
  const zone = text('in')
  const open = text('open')
  const at = text('at')
  return {
    ...(view && view !== 'timeline' && { view }),
    ...(span && span !== 'fortnight' && { span }),
    ...(date && DATE.test(date) && { date }),
    ...(zone && (zone === 'mine' || zone === 'utc' || isZone(zone)) && { in: zone }),
    ...(open && open.length <= KEY_CHARACTERS_MAX && { open }),
    ...(at && !Number.isNaN(Date.parse(at)) && { at }),
    ...(panel && { panel }),
    ...((search.wide === true || search.wide === 'true') && { wide: true as const }),
  }
}

/** The day of an instant, as the zone counts: `2026-11-16`. */
export function dateOf(at: number, zone: string): string {
  const { year, month, day } = wallOf(at, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}`
}

function wallOfDate(date: string | undefined, now: number, zone: string): Wall {
  const [, year, month, day] = DATE.exec(date ?? '') ?? []
  const { year: y, month: m, day: d } = wallOf(now, zone)
  return {
    year: Number(year ?? y),
    month: Number(month ?? m),
    day: Number(day ?? d),
    hour: 0,
    minute: 0,
  }
}

const DAYS = { day: 1, week: 7, fortnight: 14, year: 364 } as const

/** The span on display, from a start of day until a start of day of the zone. */
export function windowOf(search: ScheduleSearch, now: number, zone: string): Window {
  const span = search.view === 'calendar' ? 'month' : (search.span ?? 'fortnight')
  const wall = wallOfDate(search.date, now, zone)
  if (span === 'month') {
    const startsAt = instantOf({ ...wall, day: 1 }, zone)
    return { startsAt, endsAt: instantOf({ ...wall, month: wall.month + 1, day: 1 }, zone) }
  }
  const day = instantOf(wall, zone)
  const startsAt = span === 'day' ? day : startOfWeek(day, zone)
  return { startsAt, endsAt: startOfDay(startsAt, zone, DAYS[span]) }
}

/** The date to show after one step back or on. */
export function stepDate(search: ScheduleSearch, by: 1 | -1, now: number, zone: string): string {
  const { startsAt, endsAt } = windowOf(search, now, zone)
  if (by === 1) return dateOf(endsAt, zone)
  const span = search.view === 'calendar' ? 'month' : (search.span ?? 'fortnight')
  if (span === 'month') {
    const wall = wallOf(startsAt, zone)
    return dateOf(
      instantOf({ ...wall, month: wall.month - 1, day: 1, hour: 0, minute: 0 }, zone),
      zone,
    )
  }
  return dateOf(startOfDay(startsAt, zone, -DAYS[span]), zone)
}
