// Public holidays of countries and regions, from `date-holidays`.
//
// The library brings the rules of two hundred countries and takes a third of a second to load, so
// it is loaded with the first question and not with the program. A region is the code of a state,
// or `STATE-PART` where a part of a state has holidays of its own.

import type { HolidayPlace, HolidayView } from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import type Holidays from 'date-holidays'

/** Years of places that are kept; each takes some milliseconds to compute. */
const YEARS_CACHED_MAX = 2_000
const LANGUAGE = 'en'

export type Place = { readonly code: string; readonly name: string }

export type PublicHolidays = {
  readonly countries: readonly Place[]
  /** Empty for an unknown country, too. */
  regionsOf(country: string): readonly Place[]
  isCountry(code: string): boolean
  isRegion(country: string, code: string): boolean
  /** In the order of time. Expects a known place. */
  ofYear(place: HolidayPlace, year: number): readonly HolidayView[]
}

let loaded: Promise<PublicHolidays> | null = null

export function publicHolidays(): Promise<PublicHolidays> {
  loaded ??= import('date-holidays').then((library) => createPublicHolidays(library.default))
  return loaded
}

function createPublicHolidays(Library: typeof Holidays): PublicHolidays {
  const index = new Library()
  const countries = placesOf(index.getCountries(LANGUAGE))
  const regions = new Map<string, readonly Place[]>()
  const years = new Map<string, readonly HolidayView[]>()

  function regionsOf(country: string): readonly Place[] {
    const known = regions.get(country)
    if (known) return known
    if (!countries.some(({ code }) => code === country)) return []
    const found = placesOf(index.getStates(country, LANGUAGE)).flatMap((state) => [
      state,
      ...placesOf(index.getRegions(country, state.code, LANGUAGE)).map(({ code, name }) => ({
        code: `${state.code}-${code}`,
        name: `${state.name}, ${name}`,
      })),
    ])
    regions.set(country, found)
    return found
  }

  function ofYear({ country, region }: HolidayPlace, year: number): readonly HolidayView[] {
    const key = `${country} ${region ?? ''} ${year}`
    const known = years.get(key)
    if (known) return known
    const [state = '', part = ''] = region?.split('-') ?? []
    const found = new Library(country, state, part, { languages: [LANGUAGE], types: ['public'] })
      .getHolidays(year, LANGUAGE)
      .map(({ date, start, end, name }) => ({
        date: date.slice(0, 10),
        // Days of the clock changes are no whole 24 hours.
        days: Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS)),
        name,
      }))
    if (years.size >= YEARS_CACHED_MAX) years.clear()
    years.set(key, found)
    return found
  }

  return {
    countries,
    regionsOf,
    isCountry: (code) => countries.some((one) => one.code === code),
    isRegion: (country, code) => regionsOf(country).some((one) => one.code === code),
    ofYear,
  }
}

/** By name. The library answers nothing where there is nothing to choose from. */
function placesOf(names: Readonly<Record<string, string>> | undefined): Place[] {
  return Object.entries(names ?? {})
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, LANGUAGE))
}
