import { expect, test } from 'vitest'
import { askedLoad, parseLoadSearch } from './load-search.ts'

const noon = Date.parse('2026-03-10T12:00:00Z')

test('what the address says is read, and what it does not know is left out', () => {
  expect(parseLoadSearch({ team: 'payments', days: 365, view: 'table' })).toEqual({
    team: 'payments',
    days: '365',
    view: 'table',
  })
  expect(parseLoadSearch({ team: 7, days: '91', view: 'pie' })).toEqual({})
  // What is the default stays out of the address.
  expect(parseLoadSearch({ days: '90' })).toEqual({})
})

test('by default the server says which span it is', () => {
  expect(askedLoad({}, noon)).toEqual({})
})

test('another span begins with a day, so that one question is asked once', () => {
  expect(askedLoad({ days: '30' }, noon)).toEqual({ from: '2026-02-08T00:00:00.000Z' })
  expect(askedLoad({ days: '365' }, noon)).toEqual(askedLoad({ days: '365' }, noon + 60_000))
})
