import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHANGED_PATHS_MAX, changedPaths, sameJson } from './changed-paths.ts'

test('differences are named by the path of the field', () => {
  const before = { spec: { steps: [{ after: '5m' }], team: 'a' } }
  const after = { spec: { steps: [{ after: '6m' }], team: 'a', more: 1 } }
  expect(changedPaths(before, after)).toEqual(['spec.steps[0].after', 'spec.more'])
})

test('lists of another length differ as a whole', () => {
  expect(changedPaths({ members: [1, 2] }, { members: [1, 2, 3] })).toEqual(['members'])
})

test('an absent key is the same as an undefined one, and null is neither', () => {
  expect(sameJson({ a: undefined }, {})).toBe(true)
  expect(sameJson({ a: null }, {})).toBe(false)
})

test('at most so many are named', () => {
  const many = Array.from({ length: CHANGED_PATHS_MAX + 10 }, (_, i) => i)
  const others = many.map((i) => i + 1)
  expect(changedPaths(many, others)).toHaveLength(CHANGED_PATHS_MAX)
})

test('what went through a database and back is the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(sameJson(JSON.parse(JSON.stringify(value)), JSON.parse(JSON.stringify(value)))).toBe(
        true,
      )
    }),
  )
})
