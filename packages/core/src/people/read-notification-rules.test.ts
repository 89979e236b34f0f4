import { expect, test } from 'vitest'
import { readNotificationRules } from './read-notification-rules.ts'

const METHODS = new Map([
  ['mail', 'id-mail'],
  ['inbox', 'id-inbox'],
])

test('written rules become rules over contact methods, in their order', () => {
  const high = [
    { after: '5m', via: 'mail' },
    { after: '0m', via: 'inbox' },
  ]
  const low = [{ after: '24h', via: 'mail' }]
  expect(readNotificationRules({ high, low }, METHODS)).toEqual({
    faults: [],
    rules: [
      { urgency: 'high', position: 0, afterMs: 300_000, contactMethodId: 'id-mail' },
      { urgency: 'high', position: 1, afterMs: 0, contactMethodId: 'id-inbox' },
      { urgency: 'low', position: 0, afterMs: 86_400_000, contactMethodId: 'id-mail' },
    ],
  })
})

test('every rule that cannot be is named', () => {
  const high = [
    { after: 'soon', via: 'mail' },
    { after: '1m', via: 'mail' },
    { after: '1m', via: 'fax' },
  ]
  const low = [{ after: '24h1s', via: 'mail' }]
  const { faults } = readNotificationRules({ high, low }, METHODS)
  expect(faults.map(({ field }) => field)).toEqual(['high[0].after', 'high[2].via', 'low[0].after'])
})
