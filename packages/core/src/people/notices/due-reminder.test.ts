import { expect, test } from 'vitest'
import { HOUR_MS } from '../../platform/time.ts'
import { dueReminder } from './due-reminder.ts'

const leads = [24 * HOUR_MS, HOUR_MS]

test.each([
  ['earlier than any lead, nothing is due', 25, null],
  ['from a day before, the first one is', 24, 24 * HOUR_MS],
  ['until the next one takes over', 2, 24 * HOUR_MS],
  ['an hour before, only the last one is', 1, HOUR_MS],
  ['once the shift has begun, none is', 0, null],
])('%s', (_name, hoursLeft, expected) => {
  const startsAt = Date.parse('2026-03-02T09:00Z')
  expect(dueReminder(startsAt, leads, startsAt - hoursLeft * HOUR_MS)).toBe(expected)
})
