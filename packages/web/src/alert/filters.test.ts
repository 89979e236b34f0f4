import { expect, test } from 'vitest'
import { filterText, parseFilters, readFilterText } from './filters.ts'

test('the filter box reads labels and leaves the rest as words', () => {
  expect(readFilterText('service:checkout  urgency:high 5xx ratio')).toEqual({
    service: 'checkout',
    urgency: 'high',
    q: '5xx ratio',
  })
})

test('an unknown urgency is a word, not a silent filter', () => {
  expect(readFilterText('urgency:loud')).toEqual({ q: 'urgency:loud' })
})

test('what the box shows reads back as the same filters', () => {
  const filters = { service: 'a', team: 'b', urgency: 'low', q: 'c d' } as const
  expect(readFilterText(filterText(filters))).toEqual(filters)
})

test('an address with nonsense in it shows the default view', () => {
  expect(parseFilters({ tab: 'x', scope: 1, open: '-4', q: '' })).toEqual({})
  expect(parseFilters({ tab: 'resolved', open: '214' })).toEqual({ tab: 'resolved', open: 214 })
})
