// When people are away and when their countries rest: shades beneath their shifts. Both only inform;
// where they cannot be read, the picture is drawn without them.

import { listAbsences, listHolidays, type User } from '@evenwatch/api'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { call } from '../app/client.ts'
import { useRead } from '../app/query.ts'
import { instantOf, startOfDay } from '../ui/zone.ts'
import type { Window } from './schedule-search.ts'
import type { Shade } from './timeline/rows.ts'

const PLACES_MAX = 20
const HOUR_MS = 3_600_000

type Place = { readonly country: string; readonly region?: string; readonly year: number }
type Holiday = { readonly date: string; readonly days: number; readonly name: string }

const placeKey = ({ country, region, year }: Place) => `${country} ${region ?? ''} ${year}`

export function useDaysOff(window: Window, users: readonly User[] | undefined) {
  const from = new Date(window.startsAt).toISOString()
  const until = new Date(window.endsAt).toISOString()
  const query = { from, until, limit: 200 }
  const absences = useRead(listAbsences, { query }, { keep: true }).data?.items
  const first = new Date(window.startsAt - 24 * HOUR_MS).getUTCFullYear()
  const last = new Date(window.endsAt).getUTCFullYear()
  const places = useMemo(() => placesOf(users ?? [], first, last), [users, first, last])
  const holidays = useQuery({
    queryKey: [listHolidays.id, ...places.map(placeKey)],
    staleTime: 24 * HOUR_MS,
    enabled: places.length > 0,
    queryFn: async () =>
      new Map(
        await Promise.all(
          places.map(async (place): Promise<[string, readonly Holiday[]]> => {
            const answer = await call(listHolidays, { query: place })
            return [placeKey(place), answer.holidays]
          }),
        ),
      ),
  }).data
  const shades = useMemo(() => {
    const found = new Map<string, Shade[]>()
    const add = (id: string, shade: Shade) => found.set(id, [...(found.get(id) ?? []), shade])
    for (const one of absences ?? []) {
      if (one.cancelledAt !== null) continue
      const words = one.kind === 'vacation' ? 'Vacation' : 'Unavailable'
      add(one.user.id, { kind: 'absence', words, ...spanOf(one) })
    }
    for (const user of users ?? []) {
      for (const place of placesOf([user], first, last)) {
        for (const holiday of holidays?.get(placeKey(place)) ?? []) {
          add(user.id, { kind: 'holiday', words: holiday.name, ...daysOfHoliday(holiday, user) })
        }
      }
    }
    return found
  }, [absences, holidays, users, first, last])
  return useCallback((userId: string): readonly Shade[] => shades.get(userId) ?? [], [shades])
}

function spanOf({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }) {
  return { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }
}

function daysOfHoliday({ date, days }: Holiday, { timeZone }: User): Window {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const startsAt = instantOf({ year, month, day, hour: 0, minute: 0 }, timeZone)
  return { startsAt, endsAt: startOfDay(startsAt, timeZone, days) }
}

function placesOf(users: readonly User[], first: number, last: number): readonly Place[] {
  const found = new Map<string, Place>()
  for (const { holidays } of users) {
    if (!holidays) continue
    const { country, region } = holidays
    for (let year = first; year <= last; year += 1) {
      const place = { country, year, ...(region && { region }) }
      found.set(placeKey(place), place)
    }
  }
  return [...found.values()].slice(0, PLACES_MAX)
}
