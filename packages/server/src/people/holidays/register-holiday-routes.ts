import * as api from '@evenwatch/api'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { refuse } from '../../platform/http/refusal.ts'
import { holidayPlaceFaults } from './check-holiday-place.ts'
import { publicHolidays } from './public-holidays.ts'

export function registerHolidayRoutes(http: HttpServer): void {
  http.handle(api.listHolidays, async ({ query: { year, ...place } }) => {
    const known = await publicHolidays()
    const fields = holidayPlaceFaults(known, place, '')
    if (fields.length > 0) return refuse('invalid-request', { fields })
    return { holidays: [...known.ofYear(place, year)] }
  })
  http.handle(api.listHolidayCountries, async () => {
    return { countries: [...(await publicHolidays()).countries] }
  })
  http.handle(api.listHolidayRegions, async ({ params }) => {
    const known = await publicHolidays()
    const fields = holidayPlaceFaults(known, params, '')
    if (fields.length > 0) return refuse('invalid-request', { fields })
    return { regions: [...known.regionsOf(params.country)] }
  })
}
