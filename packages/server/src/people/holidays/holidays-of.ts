// The public holidays of people as spans of instants: each day lasts from midnight to midnight in
// the person's own zone.

import type { HolidayPlace } from '@evenwatch/api'
import { DAY_MS, type Span, spanOfDays } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'
import { publicHolidays } from './public-holidays.ts'

export type HolidaySpan = Span & { readonly name: string }

export type PersonOfPlace = { readonly timeZone: string; readonly holidays: HolidayPlace | null }

/** Those that meet the span, in the order of time. */
export async function holidaysOf(
  { timeZone, holidays: place }: PersonOfPlace,
  span: Span,
): Promise<HolidaySpan[]> {
  if (place === null) return []
  const known = await publicHolidays()
  // A place that a newer list of calendars no longer knows has no holidays, rather than a fault.
  if (!known.isCountry(place.country)) return []
  const found: HolidaySpan[] = []
  // In some zones the day has another date than in UTC, at the turn of the year another year.
  const first = new Date(span.startsAt - 2 * DAY_MS).getUTCFullYear()
  const last = new Date(span.endsAt + 2 * DAY_MS).getUTCFullYear()
  for (let year = first; year <= last; year++) {
    for (const { date, days, name } of known.ofYear(place, year)) {
      const lastDay = new Date(Date.parse(date) + (days - 1) * DAY_MS).toISOString().slice(0, 10)
      const day = spanOfDays({ firstDay: date, lastDay }, timeZone)
      if (day && day.startsAt < span.endsAt && day.endsAt > span.startsAt) {
        found.push({ ...day, name })
      }
    }
  }
  return found
}

/** By person; people without a place are left out. */
export async function holidaysOfPeople(
  db: Database,
  /** Null: of everybody. */
  userIds: readonly string[] | null,
  span: Span,
): Promise<Map<string, HolidaySpan[]>> {
  const { rows } = await db.query<{
    id: string
    timeZone: string
    country: string
    region: string | null
  }>(
    `select id, time_zone as "timeZone", holiday_country as country, holiday_region as region
     from app_user
     where ($1::uuid[] is null or id = any ($1)) and holiday_country is not null`,
    [userIds],
  )
  const found = new Map<string, HolidaySpan[]>()
  for (const { id, timeZone, country, region } of rows) {
    const holidays = { country, ...(region !== null && { region }) }
    found.set(id, await holidaysOf({ timeZone, holidays }, span))
  }
  return found
}
