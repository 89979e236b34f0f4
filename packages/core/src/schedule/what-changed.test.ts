import { expect, test } from 'vitest'
import { whatChanged } from './what-changed.ts'

const shift = (startsAt: number, endsAt: number, ...userIds: string[]) => ({
  startsAt,
  endsAt,
  userIds,
})
const span = { startsAt: 0, endsAt: 100 }

test('nothing changed, nothing is said', () => {
  const line = [shift(0, 50, 'ana'), shift(50, 100, 'ben')]
  expect(whatChanged(line, line, span)).toEqual({ people: [], gaps: [] })
})

test('a replacement is one gain and one loss of the same span', () => {
  const before = [shift(0, 100, 'ana')]
  const after = [shift(0, 20, 'ana'), shift(20, 40, 'ben'), shift(40, 100, 'ana')]
  expect(whatChanged(before, after, span)).toEqual({
    people: [
      { userId: 'ana', gained: [], lost: [{ startsAt: 20, endsAt: 40 }] },
      { userId: 'ben', gained: [{ startsAt: 20, endsAt: 40 }], lost: [] },
    ],
    gaps: [],
  })
})

test('somebody who leaves opens a gap, and their neighbours are not told', () => {
  const before = [shift(0, 50, 'ana'), shift(50, 100, 'ben')]
  const { people, gaps } = whatChanged(before, [shift(50, 100, 'ben')], span)
  expect(gaps).toEqual([{ startsAt: 0, endsAt: 50 }])
  expect(people.map(({ userId }) => userId)).toEqual(['ana'])
})

test('what lies beyond the span is not compared', () => {
  const after = [shift(100, 200, 'ben')]
  expect(whatChanged([], after, span).people).toEqual([])
})
