import { expect, test } from 'vitest'
import { calendarAddress } from './calendar-address.ts'

const URL = 'https://evenwatch.example.org/calendar/secret.ics'

test('an address shows every role and no gaps unless it says otherwise', () => {
  expect(calendarAddress(URL, { role: '', gaps: false })).toBe(URL)
  expect(calendarAddress(URL, { role: 'secondary', gaps: true })).toBe(
    `${URL}?role=secondary&gaps=1`,
  )
})
