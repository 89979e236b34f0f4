import { expect, test } from 'vitest'
import { DEFINITION_EVENTS, describeDefinitionEvent } from './describe-definition-event.ts'

test('every kind has its sentence, and kinds of other rooms have none here', () => {
  for (const kind of DEFINITION_EVENTS) {
    expect(describeDefinitionEvent(kind, {})).toMatch(
      /^(added|agreed|answered|arranged|asked|cancelled|changed|created|declined|deleted|gave|left|proposed|removed|reviewed|set|took|withdrew) /,
    )
  }
  expect(describeDefinitionEvent('signed-in', {})).toBeNull()
})

test('a change names its fields, the files that made it and the former name', () => {
  const data = { name: 'b', formerName: 'a', managedBy: 'prod', fields: ['1', '2', '3', '4', '5'] }
  expect(describeDefinitionEvent('updated', data)).toBe(
    'changed b, until now a by the files of prod: 1, 2, 3 and 2 more',
  )
})

test('an override says its kind and span', () => {
  const data = { override: 'add', layer: 'night', startsAt: 'S', endsAt: 'E' }
  expect(describeDefinitionEvent('override-created', data)).toBe(
    'added an override of the layer night (add) from S until E',
  )
})

test('a change of shifts says when, and which limits were overruled', () => {
  const data = { startsAt: 'S', endsAt: 'E', despite: ['short-rest'] }
  expect(describeDefinitionEvent('cover-arranged', data)).toBe(
    'arranged cover from S until E, despite short-rest',
  )
  expect(describeDefinitionEvent('taken-over', data)).toBe('took the shift over from S until E')
})
