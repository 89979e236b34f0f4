// Services over HTTP: integrations, their keys, and who may see and change what.

import {
  addIntegration,
  addIntegrationKey,
  applyConfiguration,
  createService,
  createTeam,
  createToken,
  deleteService,
  deleteTeam,
  getService,
  listServices,
  removeIntegration,
  updateService,
} from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { documentsOf, exampleDocuments } from '../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../configuration/testing/installation.ts'
import { hashToken } from '../platform/secrets/secret-box.ts'

const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const here = await createInstallation(NOW)

const SPEC = { team: 'payments', escalationPolicy: 'payments' }
let count = 0
let name = ''
const params = () => ({ service: name })

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
})
beforeEach(async () => {
  count += 1
  name = `service-${count}`
  await here.call(createService, { body: { name, spec: SPEC } })
})

describe('an integration', () => {
  const add = (key?: string) =>
    here.call(addIntegration, {
      params: params(),
      body: { name: 'in', type: 'alertmanager', ...(key !== undefined && { key }) },
    })

  test('gets a key that every sender accepts, and an address to post to', async () => {
    const made = await add()
    const key = made.keys[0]?.key ?? ''
    expect(key).toMatch(/^[0-9a-z]{32}$/)
    expect(made.url).toBe(`https://evenwatch.example.org/in/alertmanager/${key}`)
    const found = here.context.directory.current().keys.get(hashToken(key))
    expect(found).toMatchObject({ endsAt: null, integration: { id: made.id, scopeId: made.id } })
  })

  test('keeps a carried-over key byte for byte, of 16 to 128 characters', async () => {
    const key = 'A-key/with+odd=characters~'
    const made = await add(key)
    expect(made.keys[0]?.key).toBe(key)
    expect(made.url).toBe(
      'https://evenwatch.example.org/in/alertmanager/A-key%2Fwith%2Bodd%3Dcharacters~',
    )
    for (const wrong of ['x'.repeat(15), 'x'.repeat(129), 'sixteen characters!']) {
      const body = { name: 'wrong', type: 'events' as const, key: wrong }
      const problem = await problemOf(here.call(addIntegration, { params: params(), body }))
      expect(problem.code).toBe('invalid-request')
    }
  })

  test('shares its key with no other one, in the whole installation', async () => {
    const problem = await problemOf(add('0123456789abcdefghijklmnopqrstuv'))
    expect(problem.fields).toEqual([
      { field: 'key', rule: 'This key already belongs to another integration.' },
    ])
  })

  test('stores its key sealed', async () => {
    await add('a-key-that-nobody-may-read')
    const { rows } = await here.context.pool.query('select * from integration_key')
    expect(JSON.stringify(rows)).not.toContain('a-key-that-nobody-may-read')
  })

  test('has several keys for a while when it gets a new one', async () => {
    const first = await add()
    const othersEndAt = new Date(NOW + DAY_MS).toISOString()
    const second = await here.call(addIntegrationKey, {
      params: { ...params(), integration: 'in' },
      body: { othersEndAt },
    })
    expect(second.keys.map(({ endsAt }) => endsAt)).toEqual([null, othersEndAt])
    expect(second.keys[1]?.key).toBe(first.keys[0]?.key)
    expect(second.url).toContain(second.keys[0]?.key ?? 'no key')
  })

  test('gives its keys up when it is removed, and they end at once', async () => {
    const key = 'k'.repeat(32)
    await add(key)
    await here.call(removeIntegration, { params: { ...params(), integration: 'in' } })
    expect(here.context.directory.current().keys.has(hashToken(key))).toBe(false)
    expect((await add(key)).keys[0]).toMatchObject({ key, endsAt: null })
    await here.call(removeIntegration, { params: { ...params(), integration: 'in' } })
  })

  test('stays when its service is replaced, and one that is new is added', async () => {
    const before = await add()
    const updated = await here.call(updateService, {
      params: params(),
      body: { spec: { ...SPEC, integrations: [{ name: 'other', type: 'pagerduty' }] } },
    })
    expect(updated.integrations.map((one) => [one.name, one.url])).toEqual([
      ['in', before.url],
      ['other', 'https://evenwatch.example.org/v2/enqueue'],
    ])
  })

  test('shows its keys only to those who may edit the service', async () => {
    await add()
    const { token } = await here.call(createToken, {
      body: { name: `observer-${name}`, role: 'observer' },
    })
    const seen = await here.callerWith(token)(getService, { params: params() })
    expect(seen.integrations[0]).toMatchObject({ url: null, keys: [{ key: null }] })
  })
})

describe('a service', () => {
  test('is named by every fault of its fields at once', async () => {
    const problem = await problemOf(
      here.call(createService, {
        body: {
          name: 'faulty',
          spec: {
            team: 'nobodies',
            escalationPolicy: [{ if: 'severity ==', policy: 'none' }, { policy: 'payments' }],
            dependsOn: ['faulty'],
          },
        },
      }),
    )
    expect(problem.fields?.map(({ field }) => field)).toEqual([
      'spec.team',
      'spec.escalationPolicy[0].if',
      'spec.escalationPolicy[0].policy',
      'spec.dependsOn[0]',
    ])
  })

  test('has a name of its own', async () => {
    const problem = await problemOf(here.call(createService, { body: { name, spec: SPEC } }))
    expect(problem.code).toBe('name-taken')
  })

  test('is deleted with its keys, and not while another depends on it', async () => {
    const dependant = await here.call(createService, {
      body: { name: `${name}-user`, spec: { ...SPEC, dependsOn: [name] } },
    })
    const inUse = await problemOf(here.call(deleteService, { params: params() }))
    expect(inUse).toMatchObject({ code: 'in-use', detail: `Needed by ${name}-user.` })
    const made = await here.call(addIntegration, {
      params: { service: dependant.id },
      body: { name: 'in', type: 'events' },
    })
    await here.call(deleteService, { params: { service: dependant.id } })
    const hash = hashToken(made.keys[0]?.key ?? '')
    expect(here.context.directory.current().keys.has(hash)).toBe(false)
    await here.call(deleteService, { params: params() })
  })

  test('is found by a part of its name and by its team', async () => {
    const byName = await here.call(listServices, { query: { q: 'checkout' } })
    expect(byName.items.map((one) => one.name)).toEqual(['checkout-api'])
    await here.call(createTeam, { body: { name: `team-${name}`, spec: {} } })
    const byTeam = await here.call(listServices, { query: { team: `team-${name}` } })
    expect(byTeam.items).toEqual([])
  })

  test('keeps its team from being deleted', async () => {
    await here.call(createTeam, { body: { name: `owner-${name}`, spec: {} } })
    await here.call(updateService, {
      params: params(),
      body: { spec: { ...SPEC, team: `owner-${name}` } },
    })
    const problem = await problemOf(here.call(deleteTeam, { params: { team: `owner-${name}` } }))
    expect(problem).toMatchObject({ code: 'in-use', detail: `Needed by ${name}.` })
  })
})

test('files bring a new key, and the older one works for another day', async () => {
  const file = (key: string) =>
    documentsOf(`
apiVersion: evenwatch/v1
kind: Service
metadata: { name: rotating }
spec: { team: payments, escalationPolicy: payments, integrations: [ { name: in, type: events, key: ${key} } ] }
`)
  const apply = (key: string) =>
    here.call(applyConfiguration, { body: { set: 'rotating', documents: file(key) } })
  await apply('the-first-key-of-all')
  const result = await apply('the-second-key-of-all')
  expect(result.changes[0]?.fields).toEqual(['spec.integrations.in'])
  const { integrations } = await here.call(getService, { params: { service: 'rotating' } })
  expect(integrations[0]?.keys.map(({ key, endsAt }) => [key, endsAt])).toEqual([
    ['the-second-key-of-all', null],
    ['the-first-key-of-all', new Date(NOW + DAY_MS).toISOString()],
  ])
  expect((await apply('the-second-key-of-all')).changes[0]?.change).toBe('same')
})

test('a set that gives one key to two integrations is refused', async () => {
  const service = (name: string) => `
apiVersion: evenwatch/v1
kind: Service
metadata: { name: ${name} }
spec: { team: payments, escalationPolicy: payments, integrations: [ { name: in, type: events, key: one-key-for-two-services } ] }
`
  const documents = documentsOf([service('key-a'), service('key-b')].join('---'))
  const problem = await problemOf(here.call(applyConfiguration, { body: { documents } }))
  expect(problem.fields).toEqual([
    {
      field: 'test.yaml:7 spec.integrations[0].key',
      rule: 'This key already belongs to another integration.',
    },
  ])
})
