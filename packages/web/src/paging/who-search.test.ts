import { expect, test } from 'vitest'
import { parseWhoSearch, WHO_QUERY_CHARS_MAX } from './who-search.ts'

test('the question is read back as it was written, and what cannot be read is dropped', () => {
  const search = { q: 'checkout', at: '2026-12-24T17:00:00.000Z' }
  expect(parseWhoSearch(search)).toEqual(search)
  expect(parseWhoSearch({ q: '  ', at: 'soon' })).toEqual({})
  expect(parseWhoSearch({ q: 12 })).toEqual({ q: '12' })
  expect(parseWhoSearch({ q: 'x'.repeat(500) }).q).toHaveLength(WHO_QUERY_CHARS_MAX)
})
