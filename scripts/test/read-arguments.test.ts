import { expect, test } from 'vitest'
import { readArguments } from './read-arguments.ts'

test('without arguments every project is run', () => {
  expect(readArguments([])).toEqual({
    unitProjects: ['core', 'server', 'sim'],
    endToEnd: true,
    passedOn: [],
  })
})

test('naming projects leaves the others out', () => {
  expect(readArguments(['server'])).toMatchObject({ unitProjects: ['server'], endToEnd: false })
  expect(readArguments(['e2e'])).toMatchObject({ unitProjects: [], endToEnd: true })
})

test('filters and flags go to vitest', () => {
  expect(readArguments(['core', 'duration', '--bail=1'])).toEqual({
    unitProjects: ['core'],
    endToEnd: false,
    passedOn: ['duration', '--bail=1'],
  })
})
