// What the address of the calendar over all teams says, and which days it shows.

import { startOfDay, startOfWeek } from '../../ui/zone.ts'
import { dateOf, type ScheduleSearch, stepDate, type Window, windowOf } from '../schedule-search.ts'
import { daysOf } from '../timeline/zone-days.ts'

export type OrgSearch = {
  /** Absent: two weeks. */
  readonly span?: 'month'
  readonly date?: string
  readonly team?: string
  readonly view?: 'table'
  /** Only teams that are thin. */
  readonly thin?: true
  /** `schedule:2026-11-16`: the day whose card is open. */
  readonly open?: string
  readonly panel?: 'event'
}

const DATE = /^\d{4}-\d{2}-\d{2}$/
const TEXT_CHARACTERS_MAX = 200

export function parseOrgSearch(search: Record<string, unknown>): OrgSearch {
  const text = (name: string) => {
    const value = search[name]
    return typeof value === 'string' && value !== '' && value.length <= TEXT_CHARACTERS_MAX
      ? value
      : undefined
  }
  const date = text('date')
  const team = text('team')
  const open = text('open')
  return {
    ...(search.span === 'month' && { span: 'month' as const }),
    ...(date && DATE.test(date) && !Number.isNaN(Date.parse(date)) && { date }),
    ...(team && { team }),
    ...(search.view === 'table' && { view: 'table' as const }),
    ...((search.thin === true || search.thin === 'true') && { thin: true as const }),
    ...(open && { open }),
    ...(search.panel === 'event' && { panel: 'event' as const }),
  }
}

const asScheduleSearch = ({ span, date }: OrgSearch): ScheduleSearch => ({
  ...(span && { span }),
  ...(date && { date }),
})

export const orgWindow = (search: OrgSearch, now: number, zone: string): Window =>
  windowOf(asScheduleSearch(search), now, zone)

export const stepOrgDate = (search: OrgSearch, by: 1 | -1, now: number, zone: string): string =>
  stepDate(asScheduleSearch(search), by, now, zone)

/** Every zone's day of a date lies within this of the viewer's. */
const ZONES_APART_MS = 26 * 3_600_000

/** What to ask for, so that every date on display is a whole day in every schedule's zone. */
export function askedSpan({ startsAt, endsAt }: Window): { from: string; until: string } {
  const iso = (at: number) => new Date(at).toISOString()
  return { from: iso(startsAt - ZONES_APART_MS), until: iso(endsAt + ZONES_APART_MS) }
}

export type OrgDate = Window & { readonly date: string; readonly isWeekend: boolean }

export function datesOf(window: Window, zone: string): readonly OrgDate[] {
  return daysOf(window, zone).map(({ startsAt, endsAt }) => {
    const date = dateOf(startsAt, zone)
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
    return { startsAt, endsAt, date, isWeekend: weekday === 0 || weekday === 6 }
  })
}

export type Period = { readonly words: string; readonly dates: ReadonlySet<string> }

/** Next week, where it is on display; else everything that is. */
export function periodOf(dates: readonly OrgDate[], now: number, zone: string): Period {
  const monday = startOfDay(startOfWeek(now, zone), zone, 7)
  const sunday = startOfDay(monday, zone, 7)
  const next = dates.filter(({ startsAt }) => startsAt >= monday && startsAt < sunday)
  const all = next.length < 7
  return {
    words: all ? 'in the days shown' : 'next week',
    dates: new Set((all ? dates : next).map(({ date }) => date)),
  }
}
