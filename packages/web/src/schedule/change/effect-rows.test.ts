import { expect, test } from 'vitest'
import { effectRows } from './effect-rows.ts'

const ana = { id: 'a', name: 'ana', displayName: 'Ana' }
const ben = { id: 'b', name: 'ben', displayName: 'Ben' }
const part = (users: (typeof ana)[], from: number, until: number) => ({
  users,
  policies: [],
  startsAt: new Date(from).toISOString(),
  endsAt: new Date(until).toISOString(),
})
const shown = (line: Parameters<typeof effectRows>[0]) =>
  effectRows(line).map(({ startsAt, endsAt, before, after, changes }) => [
    startsAt,
    endsAt,
    before.map(({ name }) => name).join(),
    after.map(({ name }) => name).join(),
    changes,
  ])

test('rows are cut wherever the line changes, before or after', () => {
  const before = [part([ana], 0, 6_000), part([ben], 6_000, 9_000)]
  const after = [part([ana], 0, 2_000), part([ben], 2_000, 9_000)]
  expect(shown({ before, after })).toEqual([
    [0, 2_000, 'ana', 'ana', false],
    [2_000, 6_000, 'ana', 'ben', true],
    [6_000, 9_000, 'ben', 'ben', false],
  ])
})

test('a shift that is cut and says the same twice is one row', () => {
  const before = [part([ana], 0, 9_000)]
  const after = [part([ben], 0, 3_000), part([ben], 3_000, 9_000)]
  expect(shown({ before, after })).toEqual([[0, 9_000, 'ana', 'ben', true]])
})

test('nobody is on call where no segment is', () => {
  expect(shown({ before: [], after: [part([ben], 0, 3_000)] })).toEqual([
    [0, 3_000, '', 'ben', true],
  ])
})
