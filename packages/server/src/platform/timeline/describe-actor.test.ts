import { expect, test } from 'vitest'
import { buildDirectory, IDS } from '../../testing/build-directory.ts'
import { describeActor } from './describe-actor.ts'

const directory = buildDirectory()
const name = (text: string) => describeActor(text, directory).name

test('people and integrations are named as they are called today', () => {
  expect(describeActor(`user:${IDS.ana}`, directory)).toEqual({
    kind: 'user',
    id: IDS.ana,
    name: 'Ana',
  })
  expect(name(`integration:${IDS.integration}`)).toBe('test')
})

test('those who are gone leave a plain word, and never an id', () => {
  expect(name(`user:${IDS.service}`)).toBe('somebody who left')
  expect(name(`integration:${IDS.service}`)).toBe('An integration')
  expect(name(`token:${IDS.service}`)).toBe('An API token')
})

test('whatever else acted was the product itself', () => {
  expect(describeActor('system', directory)).toEqual({
    kind: 'system',
    id: null,
    name: 'Evenwatch',
  })
  expect(name('engine:7')).toBe('Evenwatch')
})
