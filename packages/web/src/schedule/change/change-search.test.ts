import { expect, test } from 'vitest'
import { parseChangeSearch } from './change-search.ts'

const FROM = '2026-03-16T17:00:00.000Z'
const UNTIL = '2026-03-16T21:00:00.000Z'

test('a link says what, when and whose', () => {
  const search = { kind: 'swap', role: 'secondary', from: FROM, until: UNTIL, away: 'ana' }
  expect(parseChangeSearch(search)).toEqual(search)
})

test('an address that says nothing asks for cover of the primary line', () => {
  expect(parseChangeSearch({})).toEqual({ kind: 'cover', role: 'primary' })
  expect(
    parseChangeSearch({ kind: 'x', role: 7, from: 'soon', until: 'late', away: { a: 1 } }),
  ).toEqual({ kind: 'cover', role: 'primary' })
})

test('a span that ends before it begins is no span', () => {
  expect(parseChangeSearch({ from: UNTIL, until: FROM })).toEqual({
    kind: 'cover',
    role: 'primary',
  })
})
