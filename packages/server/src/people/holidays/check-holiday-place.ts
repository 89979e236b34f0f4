// Whether there is a calendar for a country and region.

import type { FieldFault, HolidayPlace } from '@evenwatch/api'
import { type PublicHolidays, publicHolidays } from './public-holidays.ts'

export async function checkHolidayPlace(
  place: HolidayPlace | null | undefined,
  prefix = '',
): Promise<FieldFault[]> {
  return place == null ? [] : holidayPlaceFaults(await publicHolidays(), place, prefix)
}

export function holidayPlaceFaults(
  known: PublicHolidays,
  { country, region }: HolidayPlace,
  prefix: string,
): FieldFault[] {
  if (!known.isCountry(country)) {
    const rule = `There are no public holidays known for the country ${country}.`
    return [{ field: `${prefix}country`, rule, example: 'AT' }]
  }
  if (region === undefined || known.isRegion(country, region)) return []
  const regions = known.regionsOf(country)
  const [example] = regions
  if (example === undefined) {
    return [{ field: `${prefix}region`, rule: `${country} has the same holidays everywhere.` }]
  }
  const rule = `${country} has no region ${region}.`
  return [{ field: `${prefix}region`, rule, example: example.code }]
}
