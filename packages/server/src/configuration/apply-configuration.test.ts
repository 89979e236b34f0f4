// Configuration as code, on a real database and over HTTP.

import {
  applyConfiguration,
  type ConfigurationPlan,
  createOverride,
  createSchedule,
  detachObject,
  exportConfiguration,
  getOnCall,
  getSchedule,
  getService,
  getUser,
  listOverrides,
  listShifts,
  planConfiguration,
} from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { documentsOf, exampleDocuments, sent } from './testing/documents.ts'
import { createInstallation, type Node, problemOf } from './testing/installation.ts'

/** A Wednesday in the first week, whose turn is Ana's. */
const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')

const here = await createInstallation(NOW)
const elsewhere = await createInstallation(NOW)

const apply = (documents: ReturnType<typeof documentsOf>, options = {}, node: Node = here) =>
  node.call(applyConfiguration, { body: { documents, ...options } })
const plan = (documents: ReturnType<typeof documentsOf>, options = {}) =>
  here.call(planConfiguration, { body: { documents, ...options } })
const exported = async (node = here) =>
  (await node.call(exportConfiguration, { query: {} })).documents

const kindsOf = (result: ConfigurationPlan) =>
  [...new Set(result.changes.map(({ change }) => change))].sort()

const rows = async (table: string) =>
  (await here.context.pool.query(`select count(*) as count from ${table}`)).rows[0].count

const SCHEDULE = (members: string, name = 'moving') => `
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: ${name} }
spec:
  timeZone: Europe/Vienna
  layers:
    - { name: weekly, firstHandoff: "2026-01-05T09:00", turn: { length: 1, unit: week }, members: ${members} }
`

describe('the example set', () => {
  beforeAll(async () => {
    await apply(exampleDocuments('payments'))
  })

  test('is applied to an empty installation, people first', async () => {
    const user = await here.call(getUser, { params: { user: 'ana' } })
    expect(user).toMatchObject({ displayName: 'Ana Soto', managedBy: 'default' })
    expect(user.contactMethods.map(({ verifiedBy }) => verifiedBy)).toEqual([
      'administrator',
      'administrator',
    ])
    const onCall = await here.call(getOnCall, {
      params: { schedule: 'payments-primary' },
      query: {},
    })
    expect(onCall.users.map(({ name }) => name)).toEqual(['ana'])
    const service = await here.call(getService, { params: { service: 'checkout-api' } })
    expect(service.integrations[0]).toMatchObject({
      url: 'https://evenwatch.example.org/in/alertmanager/0123456789abcdefghijklmnopqrstuv',
    })
  })

  test('changes nothing and writes nothing when it is applied again', async () => {
    const tables = ['definition_version', 'timeline', 'contact_method', 'integration_key']
    const before = await Promise.all(tables.map(rows))
    const { revision } = here.context.directory.current()
    const result = await apply(exampleDocuments('payments'))
    expect(kindsOf(result)).toEqual(['same'])
    expect(await Promise.all(tables.map(rows))).toEqual(before)
    expect((await here.context.directory.refresh()).revision).toBe(revision)
  })

  test('is exported as documents that change nothing here and build the same elsewhere', async () => {
    const documents = await exported()
    expect(kindsOf(await apply(sent(documents)))).toEqual(['same'])
    await apply(sent(documents), {}, elsewhere)
    expect(await exported(elsewhere)).toEqual(documents)
  })

  test('shows no secret in what it exports', async () => {
    const text = JSON.stringify(await exported())
    expect(text).not.toContain('0123456789abcdefghijklmnopqrstuv')
    expect(text).not.toContain('whsec_')
  })
})

describe('faults', () => {
  const faultsOf = async (text: string) =>
    (await plan(documentsOf(text))).faults.map(({ field, rule }) => `${field}: ${rule}`)

  test('are all named at once, with file and line', async () => {
    const documents = [
      {
        file: 'a.yaml',
        line: 1,
        lines: { 'spec.leads[0]': 7, 'spec.members': 9 },
        document: {
          apiVersion: 'evenwatch/v1',
          kind: 'Team',
          metadata: { name: 'lost' },
          spec: { leads: ['nobody'], members: ['ana', 'ana', 'noone'] },
        },
      },
      { file: 'b.yaml', line: 3, document: { apiVersion: 'evenwatch/v1', kind: 'Tem' } },
    ]
    const { faults } = await here.call(planConfiguration, { body: { documents } })
    expect(faults).toEqual([
      expect.objectContaining({ file: 'b.yaml', line: 3, field: 'kind' }),
      {
        file: 'a.yaml',
        line: 7,
        field: 'spec.leads[0]',
        rule: 'There is no person named nobody.',
      },
      { file: 'a.yaml', line: 9, field: 'spec.members[1]', rule: 'ana is named twice.' },
      {
        file: 'a.yaml',
        line: 9,
        field: 'spec.members[2]',
        rule: 'There is no person named noone.',
      },
    ])
    const problem = await problemOf(here.call(applyConfiguration, { body: { documents } }))
    expect(problem.code).toBe('invalid-request')
    expect(problem.fields?.map(({ field }) => field)).toContain('a.yaml:7 spec.leads[0]')
  })

  test('name fields that do not exist, in the branch of a union that was meant', async () => {
    const faults = await faultsOf(SCHEDULE('[ana]').replace('timeZone', 'timezone'))
    expect(faults).toContain('spec.timezone: There is no such field here.')
    const turn = await faultsOf(SCHEDULE('[ana]').replace('unit: week', 'unit: fortnight'))
    expect(turn).toEqual([expect.stringMatching(/^spec\.layers\[0\]\.turn\.unit: /)])
  })

  test('of schedules are found by the rules of schedules', async () => {
    expect(await faultsOf(SCHEDULE('[ana]').replace('Europe/Vienna', 'Europe/Wien'))).toEqual([
      'spec.timeZone: A time zone is an IANA name.',
    ])
    expect(await faultsOf(SCHEDULE('[ana]').replace('2026-01-05T09', '2026-02-31T09'))).toEqual([
      'spec.layers[0].firstHandoff: A wall time between 1970 and 2199, without a zone.',
    ])
  })

  test('of policies name the loop', async () => {
    const policy = (name: string, next: string) => `
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: ${name} }
spec: { steps: [ { after: 0m, notify: [ { policy: ${next} } ] } ] }
`
    const faults = await faultsOf(
      [policy('a', 'b'), policy('b', 'c'), policy('c', 'a')].join('---'),
    )
    expect(faults[0]).toBe(
      'spec.steps[0].notify[0].policy: Policies must not call each other in a loop: a → b → c → a.',
    )
  })

  test('of conditions say what is wrong with them', async () => {
    const faults = await faultsOf(`
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: conditional }
spec: { steps: [ { after: 0m, if: 'severty == "critical"', notify: [ { user: ana } ] } ] }
`)
    expect(faults).toEqual([expect.stringMatching(/^spec\.steps\[0\]\.if: .*severty/)])
  })

  test('of delays say how long they may be', async () => {
    const faults = await faultsOf(`
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: slow }
spec: { steps: [ { after: 8d, notify: [ { user: ana } ] } ] }
`)
    expect(faults[0]).toBe('spec.steps[0].after: At most 7d.')
  })

  test('of services: a key that belongs to another integration, and a route that leaves alerts alone', async () => {
    const faults = await faultsOf(`
apiVersion: evenwatch/v1
kind: Service
metadata: { name: second }
spec:
  team: payments
  escalationPolicy: [ { if: 'severity == "critical"', policy: payments } ]
  integrations: [ { name: again, type: events, key: 0123456789abcdefghijklmnopqrstuv } ]
`)
    expect(faults.sort()).toEqual([
      'spec.escalationPolicy[0].if: The last route has no `if`: no alert may be left without a policy.',
      'spec.integrations[0].key: This key already belongs to another integration.',
    ])
  })

  test('of people: a zone that does not exist, a rule without its contact method, a taken address', async () => {
    const faults = await faultsOf(`
apiVersion: evenwatch/v1
kind: User
metadata: { name: dora }
spec:
  email: ANA@example.org
  timeZone: Mars/Base
  contactMethods: [ { name: mail, type: email, address: dora@example.org } ]
  notificationRules: { high: [ { after: 0m, via: phone } ] }
`)
    expect(faults.sort()).toEqual([
      'spec.email: Another active person has this address.',
      'spec.notificationRules.high[0].via: there is no contact method phone',
      'spec.timeZone: There is no time zone Mars/Base.',
    ])
  })

  test('in one document keep every other one from being applied', async () => {
    const good = SCHEDULE('[ana]', 'good')
    const bad = SCHEDULE('[nobody]', 'bad')
    await problemOf(apply(documentsOf(`${good}---${bad}`)))
    const problem = await problemOf(here.call(getSchedule, { params: { schedule: 'good' } }))
    expect(problem.code).toBe('not-found')
  })

  test('of one document are not repeated by those that refer to it', async () => {
    const faulty = SCHEDULE('[ana]', 'faulty').replace('unit: week', 'unit: fortnight')
    const policy = `
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: follower }
spec: { steps: [ { after: 0m, notify: [ { schedule: faulty } ] } ] }
`
    expect(await faultsOf(`${policy}---${faulty}`)).toHaveLength(1)
  })

  test('name an object that stands in two files', async () => {
    const text = `${SCHEDULE('[ana]', 'twice')}---${SCHEDULE('[ben]', 'twice')}`
    expect(await faultsOf(text)).toEqual([
      'metadata.name: Schedule twice stands in test.yaml, line 2, already.',
    ])
  })
})

describe('a rotation that changes', () => {
  const onCall = async (at: string) => {
    const answer = await here.call(getOnCall, { params: { schedule: 'moving' }, query: { at } })
    return answer.users.map(({ name }) => name)
  }
  beforeAll(async () => {
    await apply(documentsOf(SCHEDULE('[ana, ben]')), { set: 'moving' })
  })

  test('keeps the past and whoever is on call, and says who is moved', async () => {
    const changed = documentsOf(SCHEDULE('[chen, ben]'))
    const planned = await plan(changed, { set: 'moving' })
    expect(planned.firstMoveAt).toBe('2026-01-19T08:00:00.000Z')
    expect(planned.people).toContainEqual({
      user: 'Ana Soto',
      effects: expect.arrayContaining(['−1 weekend in January', '−5 days in January']),
    })
    const gained = planned.people.find(({ user }) => user === 'Chen Wei')
    expect(gained?.effects).toContain('+1 weekend in January')

    await apply(changed, { set: 'moving' })
    expect(await onCall('2026-01-06T12:00:00Z')).toEqual(['ana'])
    expect(await onCall('2026-01-09T12:00:00Z')).toEqual(['ana'])
    expect(await onCall('2026-01-14T12:00:00Z')).toEqual(['ben'])
    expect(await onCall('2026-01-20T12:00:00Z')).toEqual(['chen'])
    expect(kindsOf(await apply(changed, { set: 'moving' }))).toEqual(['same'])
  })

  test('is exported in the long form, and reads back as the same', async () => {
    const documents = await exported()
    const moving = documents.find((one) => JSON.stringify(one).includes('"moving"'))
    expect(JSON.stringify(moving)).toContain('"versions"')
    expect(kindsOf(await apply(sent([moving]), { set: 'moving' }))).toEqual(['same'])
  })

  test('may not change what has begun, not even in the long form', async () => {
    const [moving] = (await exported()).filter((one) => JSON.stringify(one).includes('"moving"'))
    const text = JSON.stringify(moving).replace('["ana"', '["chen"').replace('"ana"', '"chen"')
    const { faults } = await plan(sent([JSON.parse(text)]), { set: 'moving' })
    expect(faults.map(({ rule }) => rule)).toContain(
      'A version that has begun stays as it is; add a new one that begins later.',
    )
  })

  test('moves nobody within 48 hours unless an instant is named', async () => {
    const soon = documentsOf(SCHEDULE('[chen]').replace('2026-01-05', '2026-01-01'))
    const problem = await problemOf(apply(soon, { set: 'moving' }))
    expect(problem.code).toBe('people-would-move-soon')
    await apply(soon, { set: 'moving', at: '2026-01-07T20:00:00Z' })
    expect(await onCall('2026-01-07T19:59:00Z')).toEqual(['ana'])
    expect(await onCall('2026-01-07T20:00:00Z')).toEqual(['chen'])
  })

  test('keeps its overrides', async () => {
    await here.call(createOverride, {
      params: { schedule: 'moving' },
      body: {
        kind: 'add',
        add: 'ben',
        startsAt: '2026-02-01T00:00:00Z',
        endsAt: '2026-02-02T00:00:00Z',
      },
    })
    await apply(documentsOf(SCHEDULE('[ben, chen, ana]')), {
      set: 'moving',
      at: '2026-03-01T00:00:00Z',
    })
    const { items } = await here.call(listOverrides, {
      params: { schedule: 'moving' },
      query: {},
    })
    expect(items.map(({ add }) => add?.name)).toEqual(['ben'])
  })
})

describe('sets', () => {
  test('leave objects of other sets alone', async () => {
    const { faults } = await plan(documentsOf(SCHEDULE('[ana]')), { set: 'other' })
    expect(faults.map(({ rule }) => rule)).toEqual(['The set moving manages moving.'])
  })

  test('take over what the screens made, and say so', async () => {
    await here.call(createSchedule, {
      body: {
        name: 'screens',
        spec: {
          timeZone: 'UTC',
          layers: [
            {
              name: 'weekly',
              firstHandoff: '2026-01-05T09:00',
              turn: { length: 1, unit: 'week' },
              members: ['ana'],
            },
          ],
        },
      },
    })
    const text = SCHEDULE('[ana]', 'screens').replace('Europe/Vienna', 'UTC')
    const result = await apply(documentsOf(text), { set: 'taken' })
    expect(result.changes).toEqual([
      { kind: 'Schedule', name: 'screens', change: 'update', fields: ['managedBy'] },
    ])
    expect(result.warnings[0]).toContain('was managed in the screens')
  })

  test('null is no set: what it brings belongs to the screens, and stays out of every other', async () => {
    const text = SCHEDULE('[ana]', 'brought')
    const created = await apply(documentsOf(text), { set: null })
    expect(created).toMatchObject({ warnings: [], changes: [{ change: 'create' }] })
    const brought = () => here.call(getSchedule, { params: { schedule: 'brought' } })
    expect((await brought()).managedBy).toBe(null)
    const again = await apply(documentsOf(text), { set: null })
    expect(again).toMatchObject({ warnings: [], changes: [{ change: 'same' }] })
    const { faults } = await plan(documentsOf(SCHEDULE('[ana]')), { set: null })
    expect(faults.map(({ rule }) => rule)).toEqual(['The set moving manages moving.'])
  })

  test('null adds integrations and removes none that the screens added', async () => {
    const service = (names: readonly string[]) => `
apiVersion: evenwatch/v1
kind: Service
metadata: { name: brought-service }
spec:
  team: payments
  escalationPolicy: payments
  integrations: [${names.map((name) => `{ name: ${name}, type: events }`).join(', ')}]
`
    await apply(documentsOf(service(['first'])), { set: null })
    await apply(documentsOf(service(['second'])), { set: null })
    const params = { service: 'brought-service' }
    const { integrations } = await here.call(getService, { params })
    expect(integrations.map(({ name }) => name).sort()).toEqual(['first', 'second'])
    expect(kindsOf(await apply(documentsOf(service([])), { set: null }))).toEqual(['same'])
  })

  test('null cannot be pruned: the screens would lose everything', async () => {
    const problem = await problemOf(apply([], { set: null, prune: true, confirmed: true }))
    expect(problem).toMatchObject({
      code: 'invalid-request',
      fields: [{ field: 'prune', rule: 'Only with a set.' }],
    })
    await here.call(getSchedule, { params: { schedule: 'brought' } })
  })

  test('prune their own objects, and one with future shifts only when that is confirmed', async () => {
    const problem = await problemOf(apply([], { set: 'taken', prune: true }))
    expect(problem).toMatchObject({
      code: 'in-use',
      detail: 'screens has future shifts; confirm to delete it.',
    })
    const result = await apply([], { set: 'taken', prune: true, confirmed: true })
    expect(result.changes).toEqual([
      { kind: 'Schedule', name: 'screens', change: 'delete', fields: [] },
    ])
    const gone = await problemOf(here.call(getSchedule, { params: { schedule: 'screens' } }))
    expect(gone.code).toBe('not-found')
    await here.call(getSchedule, { params: { schedule: 'moving' } })
  })

  test('never prune what others need, nor a service with an open alert', async () => {
    const service = await here.call(getService, { params: { service: 'payments-db' } })
    await here.context.pool.query(
      `insert into alert_group (id, service_id, title, urgency, status, opened_at, last_event_at,
         alert_count, triggered_count, open_count)
       values ($1, $2, 'down', 'high', 'triggered', now(), now(), 1, 1, 1)`,
      [here.context.random.uuid(NOW), service.id],
    )
    const without = (kept: string[]) =>
      exampleDocuments('payments').filter(({ document }) => {
        const { metadata } = document as { metadata: { name: string } }
        return !kept.includes(metadata.name)
      })
    const open = await problemOf(
      apply(without(['payments-db', 'checkout-api']), { prune: true, confirmed: true }),
    )
    expect(open).toMatchObject({ code: 'in-use', detail: 'payments-db has 1 open alert groups.' })
    const needed = await plan(without(['payments-primary']), { prune: true })
    expect(needed.faults.map(({ rule }) => rule)).toContain(
      'There is no schedule named payments-primary.',
    )
  })

  test('open a gap where a person leaves', async () => {
    const text = `
apiVersion: evenwatch/v1
kind: User
metadata: { name: leaver }
spec: { email: leaver@example.org }
---${SCHEDULE('[leaver]', 'lonely').replace('apiVersion', 'apiVersion')}`
    await apply(documentsOf(text), { set: 'leaving' })
    await apply(documentsOf(SCHEDULE('[leaver]', 'lonely')), {
      set: 'leaving',
      prune: true,
      confirmed: true,
      at: new Date(NOW).toISOString(),
    })
    const user = await here.call(getUser, { params: { user: 'leaver' } })
    expect(user.deactivatedAt).not.toBeNull()
    const { gaps, shifts } = await here.call(listShifts, {
      params: { schedule: 'lonely' },
      query: {
        from: new Date(NOW).toISOString(),
        until: new Date(NOW + DAY_MS).toISOString(),
      },
    })
    expect(shifts).toEqual([])
    expect(gaps).toHaveLength(1)
  })
})

test('two sets applied at once are both there, and one object belongs to the first', async () => {
  const second = await here.startNode()
  const files = (set: string) =>
    documentsOf(`${SCHEDULE('[ana]', `only-${set}`)}---${SCHEDULE('[ana]', 'contested')}`)
  const results = await Promise.allSettled([
    apply(files('left'), { set: 'left' }),
    apply(files('right'), { set: 'right' }, second),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const winner = results[0]?.status === 'fulfilled' ? 'left' : 'right'
  const loser = winner === 'left' ? 'right' : 'left'
  const found = await here.call(getSchedule, { params: { schedule: 'contested' } })
  expect(found.managedBy).toBe(winner)
  await here.call(getSchedule, { params: { schedule: `only-${winner}` } })
  const missing = here.call(getSchedule, { params: { schedule: `only-${loser}` } })
  expect((await problemOf(missing)).code).toBe('not-found')
})

test('a person is changed by files: a new address is vouched for, an old method goes', async () => {
  const file = (methods: string) =>
    documentsOf(`
apiVersion: evenwatch/v1
kind: User
metadata: { name: nia }
spec:
  email: nia@example.org
  contactMethods: ${methods}
  notificationRules: { high: [ { after: 0m, via: mail } ] }
`)
  const send = (methods: string) => apply(file(methods), { set: 'nia' })
  await send('[ { name: mail, type: email, address: a@example.org }, { name: box, type: inbox } ]')
  const before = await here.call(getUser, { params: { user: 'nia' } })
  const result = await send('[ { name: mail, type: email, address: b@example.org } ]')
  expect(result.changes[0]).toMatchObject({ change: 'update', fields: ['spec.contactMethods'] })
  const after = await here.call(getUser, { params: { user: 'nia' } })
  expect(after.contactMethods).toMatchObject([
    { id: before.contactMethods[0]?.id, address: 'b@example.org', verifiedBy: 'administrator' },
  ])
  expect(after.notificationRules.high).toEqual([{ after: '0m', via: 'mail' }])
})

test('a webhook keeps its secret until the file gives another', async () => {
  const file = (secret: string) =>
    documentsOf(`
apiVersion: evenwatch/v1
kind: User
metadata: { name: hana }
spec:
  email: hana@example.org
  contactMethods: [ { name: hook, type: webhook, url: "https://example.org/hook"${secret} } ]
`)
  const send = async (secret: string) =>
    (await apply(file(secret), { set: 'hana' })).changes[0]?.change
  expect(await send('')).toBe('create')
  expect(await send('')).toBe('same')
  expect(await send(', secret: a-secret-of-their-own')).toBe('update')
  expect(await send(', secret: a-secret-of-their-own')).toBe('same')
  expect(await send('')).toBe('same')
  const { faults } = await plan(file(', secret: { fromEnv: HOOK }'), { set: 'hana' })
  expect(faults[0]?.field).toBe('spec.contactMethods[0].secret')
})

test('a detached object belongs to the screens until its set is applied again', async () => {
  const documents = documentsOf(`
apiVersion: evenwatch/v1
kind: Team
metadata: { name: lone }
spec: {}
`)
  await apply(documents, { set: 'lone' })
  const body = { kind: 'Team' as const, name: 'lone' }
  expect(await here.call(detachObject, { body })).toEqual({ ...body, set: 'lone' })
  expect(await problemOf(here.call(detachObject, { body }))).toMatchObject({
    code: 'state-conflict',
  })
  const { warnings } = await apply(documents, { set: 'lone' })
  expect(warnings).toEqual([expect.stringContaining('from now on the set lone manages it')])
})
