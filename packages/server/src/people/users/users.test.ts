import {
  CallRefused,
  createUser,
  deactivateUser,
  getUser,
  listAudit,
  listUsers,
  reactivateUser,
  setNotificationRules,
  updateUser,
} from '@evenwatch/api'
import { DEFAULT_TEAM_LIMITS } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeOfCall, createPeopleWorld, problemOfCall } from '../testing/people-world.ts'

const world = await createPeopleWorld()
const admins = await createPeopleWorld()
const byName = (user: string) => ({ params: { user } })

beforeAll(async () => {
  await world.addUser('root', 'admin')
  await world.addUser('ana')
  await world.addUser('ben')
})

const create = (name: string, spec: object = {}) =>
  world.admin().call(createUser, {
    body: { name, displayName: name, spec: { email: `${name}@example.org`, ...spec } },
  })

const revision = async () => {
  const { rows } = await world.context.pool.query('select revision from config_revision')
  return rows[0].revision as number
}

describe('adding a person', () => {
  test('gives an inbox to those who have no other contact method', async () => {
    const user = await create('chen')
    expect(user).toMatchObject({
      role: 'responder',
      timeZone: 'UTC',
      hasPassword: false,
      contactMethods: [{ name: 'inbox', type: 'inbox', verifiedBy: 'itself' }],
      version: 1,
    })
  })

  test('takes contact methods and rules, vouched for by the administrator', async () => {
    const user = await create('dua', {
      contactMethods: [
        { name: 'mail', type: 'email', address: 'dua@example.org' },
        { name: 'hook', type: 'webhook', url: 'https://hooks.example.org/dua' },
      ],
      notificationRules: {
        high: [
          { after: '0m', via: 'hook' },
          { after: '2m', via: 'mail' },
        ],
      },
    })
    expect(user.contactMethods.map(({ name, verifiedBy }) => [name, verifiedBy])).toEqual([
      ['mail', 'administrator'],
      ['hook', 'administrator'],
    ])
    expect(user.notificationRules).toEqual({
      high: [
        { after: '0m', via: 'hook' },
        { after: '2m', via: 'mail' },
      ],
      low: [],
    })
  })

  test('names every field that cannot be', async () => {
    const problem = await problemOfCall(
      create('eve', { timeZone: 'Europe/Atlantis', email: 'ANA@example.org' }),
    )
    expect(problem.fields?.map(({ field }) => field)).toEqual(['spec.timeZone', 'spec.email'])
    const rules = { high: [{ after: '0m', via: 'mail' }], low: [{ after: '25h', via: 'inbox' }] }
    const faulty = await problemOfCall(create('eve', { notificationRules: rules }))
    expect(faulty.fields?.map(({ field }) => field)).toEqual([
      'spec.notificationRules.high[0].via',
      'spec.notificationRules.low[0].after',
    ])
    expect(await codeOfCall(world.admin().call(getUser, byName('eve')))).toBe('not-found')
  })

  test('takes no name that is taken or means something else', async () => {
    expect(await codeOfCall(create('ana', { email: 'other@example.org' }))).toBe('name-taken')
    expect(await codeOfCall(create('me'))).toBe('invalid-request')
    const id = '0190a5b2-0000-7000-8000-000000000000'
    expect(await codeOfCall(create(id))).toBe('invalid-request')
  })

  test('raises the revision once, and a refusal does not', async () => {
    const before = await revision()
    await codeOfCall(create('ana', { email: 'other@example.org' }))
    expect(await revision()).toBe(before)
    const { id } = await create('eli')
    expect(await revision()).toBe(before + 1)
    const { rows } = await world.context.pool.query(
      `select u.revision as user, m.revision as method from app_user u
       join contact_method m on m.user_id = u.id where u.id = $1`,
      [id],
    )
    expect(rows).toEqual([{ user: before + 1, method: before + 1 }])
  })

  test('wakes whoever keeps a copy', async () => {
    let woken = 0
    const stop = world.context.wakes.on('configuration', () => {
      woken += 1
    })
    await create('fay')
    stop()
    expect(woken).toBe(1)
  })
})

describe('the list of people', () => {
  test('is in the order of names, page by page', async () => {
    const all = await world.admin().call(listUsers, { query: {} })
    const names = all.items.map(({ name }) => name)
    expect(names).toEqual([...names].sort())
    const first = await world.admin().call(listUsers, { query: { limit: 3 } })
    const cursor = first.nextCursor ?? ''
    const rest = await world.admin().call(listUsers, { query: { cursor } })
    expect([...first.items, ...rest.items]).toEqual(all.items)
    expect(rest.nextCursor).toBeNull()
  })

  test('finds by a part of name or address, without patterns', async () => {
    const find = async (q: string) => {
      const { items } = await world.admin().call(listUsers, { query: { q } })
      return items.map(({ name }) => name)
    }
    expect(await find('BEN@')).toEqual(['ben'])
    expect(await find('%')).toEqual([])
  })

  test('leaves out deactivated people unless asked', async () => {
    await create('gus')
    await world.admin().call(deactivateUser, byName('gus'))
    const names = async (query: object) =>
      (await world.admin().call(listUsers, { query })).items.map(({ name }) => name)
    expect(await names({})).not.toContain('gus')
    expect(await names({ includeDeactivated: 'true' })).toContain('gus')
  })

  test('shows webhook addresses whole to their owner and to administrators only', async () => {
    const hooks = async (viewer: Awaited<ReturnType<typeof world.signIn>>) => {
      const { contactMethods } = await viewer.call(getUser, byName('dua'))
      return contactMethods.find(({ name }) => name === 'hook')?.address
    }
    expect(await hooks(await world.signIn('root'))).toBe('https://hooks.example.org/dua')
    expect(await hooks(await world.signIn('ana'))).toBe('https://hooks.example.org/…')
  })

  test('shows the teams of a person', async () => {
    const { id } = await world.admin().call(getUser, byName('ana'))
    world.teams.set('t', {
      id: 't',
      name: 'payments',
      displayName: 'Payments',
      leadIds: [id],
      memberIds: [id],
      limits: DEFAULT_TEAM_LIMITS,
    })
    const { teams } = await world.admin().call(getUser, byName('ana'))
    expect(teams).toEqual([{ name: 'payments', displayName: 'Payments', isLead: true }])
  })
})

describe('changing a person', () => {
  test('is done by themselves, for their own fields', async () => {
    const ana = await world.signIn('ana')
    const body = {
      displayName: 'Ana Soto',
      timeZone: 'Europe/Vienna',
      sleepHours: { from: '23:00', until: '06:30' },
      workingHours: { days: ['sat' as const], from: '10:00', until: '14:00' },
    }
    expect(await ana.call(updateUser, { ...byName('me'), body })).toMatchObject(body)
    const other = ana.call(updateUser, { ...byName('ben'), body })
    expect(await codeOfCall(other)).toBe('not-allowed')
  })

  test('of role is done by administrators only', async () => {
    const ana = await world.signIn('ana')
    const promote = { ...byName('ana'), body: { role: 'admin' as const } }
    expect(await codeOfCall(ana.call(updateUser, promote))).toBe('not-allowed')
    const same = { ...byName('ana'), body: { role: 'responder' as const } }
    expect(await ana.call(updateUser, same)).toMatchObject({ role: 'responder' })
    const manager = { ...byName('ben'), body: { role: 'manager' as const } }
    expect(await world.admin().call(updateUser, manager)).toMatchObject({ role: 'manager' })
    const { items } = await world.admin().call(listAudit, { query: { subject: 'ben', limit: 1 } })
    expect(items[0]).toMatchObject({
      text: 'changed role: role from responder to manager',
      actor: { kind: 'token', name: 'bootstrap' },
    })
  })

  test('of a version that is no longer theirs shows what they are now', async () => {
    const { version } = await world.admin().call(getUser, byName('ben'))
    const change = (displayName: string) =>
      world
        .admin()
        .call(
          updateUser,
          { ...byName('ben'), body: { displayName } },
          { headers: { 'if-match': `"${version}"` } },
        )
    expect(await change('Ben one')).toMatchObject({ version: version + 1 })
    expect(await problemOfCall(change('Ben two'))).toMatchObject({
      status: 412,
      code: 'version-conflict',
      current: { displayName: 'Ben one', version: version + 1 },
    })
  })

  test('that changes nothing is no change', async () => {
    const before = await world.admin().call(getUser, byName('ben'))
    const body = { displayName: before.displayName }
    expect(await world.admin().call(updateUser, { ...byName('ben'), body })).toEqual(before)
  })

  test('keeps a former name as a way to them until it is used again', async () => {
    const { id } = await create('old-name')
    await world.admin().call(updateUser, { ...byName('old-name'), body: { name: 'new-name' } })
    const found = () => world.admin().call(getUser, byName('old-name'))
    expect(await found()).toMatchObject({ id, name: 'new-name' })
    const second = await create('old-name', { email: 'second@example.org' })
    expect(await found()).toMatchObject({ id: second.id })
    const rename = { ...byName('old-name'), body: { name: 'third-name' } }
    await world.admin().call(updateUser, rename)
    expect(await found()).toMatchObject({ id: second.id, name: 'third-name' })
    const back = { ...byName('new-name'), body: { name: 'old-name' } }
    expect(await world.admin().call(updateUser, back)).toMatchObject({ id, name: 'old-name' })
    expect(await found()).toMatchObject({ id })
  })

  test('takes no name or address of somebody else', async () => {
    const name = { ...byName('ben'), body: { name: 'ana' } }
    expect(await codeOfCall(world.admin().call(updateUser, name))).toBe('name-taken')
    const email = { ...byName('ben'), body: { email: 'Ana@Example.org' } }
    const problem = await problemOfCall(world.admin().call(updateUser, email))
    expect(problem.fields?.map(({ field }) => field)).toEqual(['email'])
  })

  test('who is managed by files is done in the files', async () => {
    const { id } = await create('filed')
    await world.context.pool.query(`update app_user set managed_by = 'prod' where id = $1`, [id])
    const call = world
      .admin()
      .call(updateUser, { ...byName('filed'), body: { displayName: 'Other' } })
    expect(await problemOfCall(call)).toMatchObject({
      code: 'managed-by-files',
      detail: 'The set prod manages this person.',
    })
  })

  test('names every notification rule that cannot be', async () => {
    const ana = await world.signIn('ana')
    const set = (body: object) => ana.call(setNotificationRules, { ...byName('me'), body })
    const high = [{ after: '1m', via: 'inbox' }]
    expect(await set({ high })).toMatchObject({ notificationRules: { high, low: [] } })
    const problem = await problemOfCall(set({ low: [{ after: '1m', via: 'fax' }] }))
    expect(problem.fields?.map(({ field }) => field)).toEqual(['low[0].via'])
    const after = await ana.call(getUser, byName('me'))
    expect(after.notificationRules).toEqual({ high, low: [] })
  })
})

describe('deactivating a person', () => {
  test('happens once, and can be undone once', async () => {
    await create('hal')
    const call = (route: typeof deactivateUser | typeof reactivateUser) =>
      world.admin().call(route, byName('hal'))
    expect(await call(deactivateUser)).toMatchObject({ deactivatedAt: expect.any(String) })
    expect(await codeOfCall(call(deactivateUser))).toBe('state-conflict')
    expect(await call(reactivateUser)).toMatchObject({ deactivatedAt: null })
    expect(await codeOfCall(call(reactivateUser))).toBe('state-conflict')
  })

  test('frees the address, which then keeps them from coming back', async () => {
    await create('ida')
    await world.admin().call(deactivateUser, byName('ida'))
    await create('ivo', { email: 'Ida@example.org' })
    expect(await codeOfCall(world.admin().call(reactivateUser, byName('ida')))).toBe(
      'state-conflict',
    )
  })

  test('spares the last administrator, who keeps the role as well', async () => {
    await admins.addUser('root', 'admin')
    const demote = (user: string) =>
      admins.admin().call(updateUser, { ...byName(user), body: { role: 'manager' as const } })
    expect(await codeOfCall(admins.admin().call(deactivateUser, byName('root')))).toBe(
      'state-conflict',
    )
    expect(await codeOfCall(demote('root'))).toBe('state-conflict')
    await admins.addUser('deputy', 'admin')
    const outcomes = await Promise.allSettled([demote('root'), demote('deputy')])
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refusals).toHaveLength(1)
    expect(refusals[0]?.reason).toBeInstanceOf(CallRefused)
    const { items } = await admins.admin().call(listUsers, { query: {} })
    expect(items.filter(({ role }) => role === 'admin')).toHaveLength(1)
  })
})

test('personal data stands in no other table than those that erasing blanks', async () => {
  const { rows } = await world.context.pool.query(
    `select (select json_agg(t) from timeline t) as timeline,
            (select json_agg(f) from sign_in_failure f) as failures`,
  )
  const record = JSON.stringify(rows)
  expect(record).toContain('user-created')
  expect(record).not.toMatch(/example\.org|Ana Soto/)
})
