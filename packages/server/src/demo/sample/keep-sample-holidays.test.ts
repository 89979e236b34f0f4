import { expect, test } from 'vitest'
import { checkHolidayPlace } from '../../people/holidays/check-holiday-place.ts'
import { SAMPLE_HOLIDAYS } from './keep-sample-holidays.ts'

test.each(SAMPLE_HOLIDAYS)('$country, $region has public holidays', async (place) => {
  expect(await checkHolidayPlace(place, '')).toEqual([])
})
