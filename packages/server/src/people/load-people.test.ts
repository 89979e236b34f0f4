import { addContactMethod, createUser, deactivateUser, removeContactMethod } from '@evenwatch/api'
import { beforeAll, expect, test } from 'vitest'
import { loadPeople, usersByName } from './load-people.ts'
import { createPeopleWorld } from './testing/people-world.ts'

const world = await createPeopleWorld()

beforeAll(async () => {
  await world.admin().call(createUser, {
    body: {
      name: 'ana',
      displayName: 'Ana Soto',
      spec: {
        email: 'ana@example.org',
        timeZone: 'Europe/Vienna',
        role: 'admin',
        contactMethods: [
          { name: 'mail', type: 'email', address: 'ana@example.org' },
          { name: 'inbox', type: 'inbox' },
        ],
        notificationRules: {
          high: [
            { after: '0m', via: 'inbox' },
            { after: '2m', via: 'mail' },
            { after: '5m', via: 'inbox' },
          ],
          low: [{ after: '1m', via: 'mail' }],
        },
      },
    },
  })
  await world.addUser('ben', 'admin')
  await world.addUser('gone', 'admin')
  await world.admin().call(deactivateUser, { params: { user: 'gone' } })
})

test('people are loaded with contact methods and rules in their order', async () => {
  const { people } = await loadPeople(world.context.pool)
  const ana = usersByName(people).get('ana')
  expect(ana).toMatchObject({
    displayName: 'Ana Soto',
    timeZone: 'Europe/Vienna',
    role: 'admin',
    isActive: true,
  })
  expect(ana?.contactMethods).toMatchObject([
    { name: 'mail', channel: 'email', address: 'ana@example.org', position: 0 },
    { name: 'inbox', channel: 'inbox', address: '', position: 1 },
  ])
  const [mail, inbox] = (ana?.contactMethods ?? []).map(({ id }) => id)
  expect(ana?.notificationRules).toEqual([
    { urgency: 'high', position: 0, afterMs: 0, contactMethodId: inbox },
    { urgency: 'high', position: 1, afterMs: 120_000, contactMethodId: mail },
    { urgency: 'high', position: 2, afterMs: 300_000, contactMethodId: inbox },
    { urgency: 'low', position: 0, afterMs: 60_000, contactMethodId: mail },
  ])
})

test('only active administrators are the last resort', async () => {
  const { people, administratorIds } = await loadPeople(world.context.pool)
  expect(administratorIds.map((id) => people.get(id)?.name)).toEqual(['ana', 'ben'])
  expect(usersByName(people).get('gone')).toMatchObject({ isActive: false })
})

test('a removed contact method is gone', async () => {
  const params = { user: 'ben' }
  const body = { name: 'mail', type: 'email', address: 'ben@example.org' } as const
  await world.admin().call(addContactMethod, { params, body })
  await world.admin().call(removeContactMethod, { params: { user: 'ben', method: 'mail' } })
  const { people } = await loadPeople(world.context.pool)
  const names = usersByName(people)
    .get('ben')
    ?.contactMethods.map(({ name }) => name)
  expect(names).toEqual(['inbox'])
})

test('thousands of people take two queries', async () => {
  await world.context.pool.query(
    `with added as (
       insert into app_user (id, name, display_name, email, time_zone, role, revision, created_at,
         updated_at)
       select gen_random_uuid(), 'bulk-' || n, 'Bulk', 'bulk-' || n || '@example.org', 'UTC',
         'responder', 1, now(), now() from generate_series(1, 2000) n returning id)
     insert into contact_method (id, user_id, name, channel, address, position, revision,
       created_at)
     select gen_random_uuid(), id, 'm-' || p, 'email', 'x@example.org', p, 1, now()
     from added, generate_series(0, 2) p`,
  )
  const client = await world.context.pool.connect()
  try {
    let queries = 0
    const counting = new Proxy(client, {
      get(target, property) {
        if (property === 'query') queries += 1
        const value: unknown = Reflect.get(target, property)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const { people } = await loadPeople(counting)
    expect(people.size).toBe(2003)
    expect([...people.values()].filter((each) => each.contactMethods.length === 3)).toHaveLength(
      2000,
    )
    expect(queries).toBe(2)
  } finally {
    client.release()
  }
})
