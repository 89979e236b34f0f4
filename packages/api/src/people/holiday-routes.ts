// Public holidays by country and region: what a person may choose, and what a choice means.

import { z } from 'zod'
import { holidayPlaceSchema } from '../configuration/kinds.ts'
import { route } from '../platform/route.ts'

const observer = { kind: 'role', role: 'observer' } as const
const { country, region } = holidayPlaceSchema.shape

export const HOLIDAY_YEARS = { min: 1970, max: 2100 } as const

const placeSchema = z.object({ code: z.string(), name: z.string() })

export const holidaySchema = z.object({
  date: z.iso.date().describe('Its first day.'),
  days: z.number().int().min(1),
  name: z.string(),
})
export type HolidayView = z.infer<typeof holidaySchema>

export const listHolidays = route({
  id: 'listHolidays',
  method: 'GET',
  path: '/api/v1/holidays',
  tag: 'people',
  summary: 'Public holidays of a country or region in a year',
  access: observer,
  query: z.object({
    country,
    region,
    year: z.coerce.number().int().min(HOLIDAY_YEARS.min).max(HOLIDAY_YEARS.max),
  }),
  response: z.object({ holidays: z.array(holidaySchema) }),
  errors: ['invalid-request'],
})
export const listHolidayCountries = route({
  id: 'listHolidayCountries',
  method: 'GET',
  path: '/api/v1/holidays/countries',
  tag: 'people',
  summary: 'Countries whose public holidays are known',
  access: observer,
  response: z.object({ countries: z.array(placeSchema) }),
  errors: [],
})
export const listHolidayRegions = route({
  id: 'listHolidayRegions',
  method: 'GET',
  path: '/api/v1/holidays/countries/{country}/regions',
  tag: 'people',
  summary: 'Regions of a country that have holidays of their own',
  access: observer,
  params: z.object({ country }),
  response: z.object({ regions: z.array(placeSchema) }),
  errors: ['invalid-request'],
})
