import { NAME_PATTERN } from '@evenwatch/api'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedMetadata, nameObjects } from './name-objects.ts'

const team = (id: string, name: string) => ({ kind: 'team', id, name })

test('a name is lower-cased and hyphenated without a word about it', () => {
  const { names, findings } = nameObjects([team('1', 'Payments EU'), team('2', 'ops_team.v2')])
  expect([...names.values()].sort()).toEqual(['ops_team.v2', 'payments-eu'])
  expect(findings).toEqual([])
  expect(namedMetadata('payments-eu', 'Payments EU').displayName).toBe('Payments EU')
})

test('any other change is a finding', () => {
  const { names, findings } = nameObjects([team('1', 'Ops & Co'), team('2', 'Zürich')])
  expect(names.get('1')).toBe('ops-co')
  expect(names.get('2')).toBe('zurich')
  expect(findings.map(({ code, object }) => `${code} ${object.name}`)).toEqual([
    'name-changed Ops & Co',
    'name-changed Zürich',
  ])
})

test('of two with the same name the one that fits keeps it, in whatever order they come', () => {
  const objects = [team('1', 'Payments!'), team('2', 'payments'), team('3', 'PAYMENTS')]
  const expected = { '1': 'payments-3', '2': 'payments', '3': 'payments-2' }
  expect(Object.fromEntries(nameObjects(objects).names)).toEqual(expected)
  expect(Object.fromEntries(nameObjects(objects.toReversed()).names)).toEqual(expected)
})

test('a name that is taken, reserved or empty gets another one', () => {
  expect(nameObjects([team('1', 'ops')], ['ops']).names.get('1')).toBe('ops-2')
  expect(nameObjects([{ kind: 'user', id: '1', name: 'Me' }]).names.get('1')).toBe('user-me')
  expect(nameObjects([team('abcdefghij', '監視')]).names.get('abcdefghij')).toBe('team-abcdefgh')
})

test('every name is one of ours and nobody else’s', () => {
  const anyName = fc.string({ unit: 'grapheme', maxLength: 90 })
  fc.assert(
    fc.property(fc.array(anyName, { maxLength: 20 }), (texts) => {
      const { names } = nameObjects(texts.map((text, i) => team(`id-${i}`, text)))
      const given = [...names.values()]
      expect(given).toHaveLength(texts.length)
      expect(new Set(given).size).toBe(texts.length)
      for (const name of given) expect(name).toMatch(NAME_PATTERN)
    }),
  )
})
