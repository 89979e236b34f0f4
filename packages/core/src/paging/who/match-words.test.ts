import { expect, test } from 'vitest'
import { MATCH_SCORES, matchWords } from './match-words.ts'

const { exact, start, word, inside } = MATCH_SCORES

test.each([
  ['checkout-api', exact],
  ['Checkout API', exact],
  ['check', start],
  ['api', word],
  ['api check', word],
  ['eckout', inside],
  ['checkout web', null],
  ['', null],
  [' - ', null],
])('“%s” is found in a name as well as it fits', (query, score) => {
  expect(matchWords(['checkout-api', 'Checkout API'], query)).toBe(score)
})

test('accents and case do not matter, and a name has several forms', () => {
  expect(matchWords(['jose', 'José Ñandú'], 'nandu')).toBe(word)
  expect(matchWords(['ana', 'Ana Soto'], 'ANA')).toBe(exact)
})
