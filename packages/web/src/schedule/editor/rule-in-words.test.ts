import { expect, test } from 'vitest'
import { ruleInWords } from './rule-in-words.ts'

test.each([
  ['FREQ=WEEKLY;BYDAY=MO', 'every week, on Monday, at 09:00'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'every 2 weeks, on Monday and Thursday, at 09:00'],
  ['FREQ=MONTHLY;BYDAY=-1SU', 'every month, on the last Sunday, at 09:00'],
  [
    'FREQ=MONTHLY;BYMONTHDAY=1,15,-2',
    'every month, on day 1, day 15 and the second last day, at 09:00',
  ],
  ['FREQ=DAILY;BYHOUR=6,18;COUNT=10', 'every day, 10 times, at 06:00 and 18:00'],
  [
    'FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU',
    'every year, in March and October, on the second Tuesday, at 09:00',
  ],
  ['FREQ=HOURLY;INTERVAL=6', 'every 6 hours'],
  ['FREQ=WEEKLY;UNTIL=20271231T000000Z', 'every week, until 2027-12-31, at 09:00'],
])('%s is said as “%s”', (rule, words) => {
  expect(ruleInWords(rule, '09:00')).toBe(words)
})

test('what has no words is quoted, and what is no rule is repeated', () => {
  expect(ruleInWords('FREQ=YEARLY;BYWEEKNO=20', '09:00')).toBe('every year, BYWEEKNO=20, at 09:00')
  expect(ruleInWords('each Monday', '09:00')).toBe('by the rule each Monday')
})
