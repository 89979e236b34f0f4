import { expect, test } from 'vitest'
import { compareCoverage } from './compare-coverage.ts'
import type { ImportResult } from './import-result.ts'
import { makeDocument } from './make-document.ts'
import { matchPeople } from './match-people.ts'

const user = (name: string, email: string, displayName = name) =>
  makeDocument({
    apiVersion: 'evenwatch/v1',
    kind: 'User',
    metadata: { name, displayName },
    spec: { email },
  })
const known = (name: string, email: string, deactivatedAt: string | null = null) => ({
  name,
  email,
  deactivatedAt,
})

function resultOf(...users: ReturnType<typeof user>[]): ImportResult {
  const names = users.map(({ metadata }) => metadata.name)
  const [first = '', second = first] = names
  return {
    documents: [
      ...users,
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'Team',
        metadata: { name: 'ops' },
        spec: { leads: [first], members: names },
      }),
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'Schedule',
        metadata: { name: 'primary' },
        spec: {
          timeZone: 'UTC',
          layers: [
            {
              name: 'weekly',
              firstHandoff: '2026-01-05T09:00',
              turn: { length: 1, unit: 'week' },
              members: [first, names, { team: 'ops' }, null],
            },
          ],
        },
      }),
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'EscalationPolicy',
        metadata: { name: 'ops' },
        spec: { steps: [{ after: '0m', notify: [{ user: first }, { schedule: 'primary' }] }] },
      }),
    ],
    overrides: [
      {
        schedule: 'primary',
        sourceRef: 'x',
        linkRef: null,
        input: {
          kind: 'replace',
          remove: first,
          add: second,
          startsAt: '2026-02-01T00:00:00Z',
          endsAt: '2026-02-02T00:00:00Z',
        },
      },
    ],
    absences: [{ user: first, sourceRef: 'a', kind: 'vacation', startsAt: 0, endsAt: 1, note: '' }],
    findings: [],
    rendered: [
      {
        schedule: 'primary',
        from: 0,
        until: 1,
        shifts: [{ startsAt: 0, endsAt: 1, users: [first] }],
      },
    ],
  }
}

test('whoever is here by their address stays as they are, and everything says our name', () => {
  const source = resultOf(user('asoto', 'Ana@Example.org'), user('ben', 'ben@example.org'))
  const { result, matched } = matchPeople(source, [known('ana', 'ana@example.org')], new Map())
  expect(matched).toEqual(['ana'])
  expect(result.documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'User ben',
    'Team ops',
    'Schedule primary',
    'EscalationPolicy ops',
  ])
  const text = JSON.stringify(result)
  expect(text).not.toContain('asoto')
  expect(result.documents[1]?.spec).toMatchObject({ leads: ['ana'], members: ['ben'] })
  expect(result.documents[2]?.spec).toMatchObject({
    layers: [{ members: ['ana', ['ana', 'ben'], { team: 'ops' }, null] }],
  })
  expect(result.overrides[0]?.input).toMatchObject({ remove: 'ana', add: 'ben' })
  expect(result.absences[0]?.user).toBe('ana')
  expect(result.rendered[0]?.shifts[0]?.users).toEqual(['ana'])
})

test('the map decides before addresses do, by address, login or name', () => {
  const people = [known('ana', 'ana@example.org'), known('maria', 'maria@example.net')]
  const names = (map: Record<string, string>) =>
    matchPeople(
      resultOf(user('asoto', 'ana@example.org', 'Ana Soto')),
      people,
      new Map(Object.entries(map)),
    ).matched
  expect(names({})).toEqual(['ana'])
  expect(names({ 'ANA@example.org': 'maria' })).toEqual(['maria'])
  expect(names({ asoto: 'maria' })).toEqual(['maria'])
  expect(names({ 'Ana Soto': 'maria' })).toEqual(['maria'])
})

test('the map may give a newcomer their name, and must give one of ours', () => {
  const source = resultOf(user('asoto', 'ana@example.org'))
  const { result, matched } = matchPeople(source, [], new Map([['asoto', 'ana']]))
  expect(matched).toEqual([])
  expect(result.documents[0]).toMatchObject({ kind: 'User', metadata: { name: 'ana' } })
  expect(() => matchPeople(source, [], new Map([['asoto', 'Ana Soto!']]))).toThrow(
    'no names of ours',
  )
})

test('a newcomer never takes somebody else’s name, and it is said', () => {
  const source = resultOf(user('ana', 'ana@new.example'), user('ana-2', 'other@new.example'))
  const { result } = matchPeople(source, [known('ana', 'ana@example.org')], new Map())
  const users = result.documents.filter(({ kind }) => kind === 'User')
  expect(users.map(({ metadata }) => metadata.name)).toEqual(['ana-3', 'ana-2'])
  expect(result.findings).toMatchObject([{ code: 'name-changed', object: { name: 'ana' } }])
})

test('of two with one address, here, the active one is meant', () => {
  const people = [known('ana', 'ana@example.org'), known('ana-old', 'ana@example.org', '2025')]
  const { matched } = matchPeople(resultOf(user('x', 'ana@example.org')), people, new Map())
  expect(matched).toEqual(['ana'])
})

test('somebody who is deactivated here is named, since no schedule will name them', () => {
  const source = resultOf(user('x', 'ana@example.org'))
  const met = matchPeople(source, [known('ana', 'ana@example.org', '2025')], new Map())
  expect(met.deactivated).toEqual(['ana'])
  expect(met.result.findings).toContainEqual(
    expect.objectContaining({ code: 'user-deactivated-here' }),
  )
  const at = Date.parse('2026-01-06T12:00:00Z')
  const rendered = [
    {
      schedule: 'primary',
      from: at,
      until: at + 3_600_000,
      shifts: [{ startsAt: at, endsAt: at + 3_600_000, users: ['ana'] }],
    },
  ]
  const [compared] = compareCoverage({ ...met.result, rendered }, at, met.deactivated)
  expect(compared?.differences).toMatchObject([{ before: ['ana'], after: [] }])
})

test('two of theirs who are one of ours are named once', () => {
  const source = resultOf(user('ana', 'ana@example.org'), user('soto', 'soto@example.org'))
  const map = new Map([['soto', 'ana']])
  const { result } = matchPeople(source, [known('ana', 'ana@example.org')], map)
  expect(result.documents[0]?.spec).toMatchObject({ leads: ['ana'], members: [] })
  expect(result.documents[1]?.spec).toMatchObject({
    layers: [{ members: ['ana', 'ana', {}, null] }],
  })
})

test('two of theirs who become one newcomer are one, and none stands in for themselves', () => {
  const source = resultOf(user('ana', 'ana@example.org'), user('soto', 'soto@example.org'))
  const map = new Map([
    ['ana', 'maria'],
    ['soto', 'maria'],
  ])
  const { result } = matchPeople(source, [], map)
  expect(result.documents.filter(({ kind }) => kind === 'User')).toHaveLength(1)
  expect(result.overrides).toEqual([])
  expect(result.findings).toMatchObject([{ code: 'override-not-expressible', schedule: 'primary' }])
})
