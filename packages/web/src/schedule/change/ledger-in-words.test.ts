import { expect, test } from 'vitest'
import { ledgerInWords } from './ledger-in-words.ts'

test('a sum is told in times, hours and nights', () => {
  expect(ledgerInWords({ count: 0, hours: 0, nights: 0 })).toBe('none')
  expect(ledgerInWords({ count: 1, hours: 4, nights: 0 })).toBe('once, 4 h')
  expect(ledgerInWords({ count: 3, hours: 18.25, nights: 1 })).toBe('3 times, 18.3 h, 1 night')
})
