import {
  createToken,
  deactivateUser,
  getUser,
  listAudit,
  listTokens,
  listUsers,
  revokeToken,
  signOut,
  updateUser,
} from '@evenwatch/api'
import { HOUR_MS, MINUTE_MS, type Role } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { CREDENTIAL_AGE_MS_MAX } from '../authenticate.ts'
import { ADMIN_TOKEN, type Caller, codeOfCall, createPeopleWorld } from '../testing/people-world.ts'
import { TOKENS_PER_OWNER_MAX } from './create-token.ts'

const world = await createPeopleWorld()
const otherNode = await world.startNode()
const me = { params: { user: 'me' } }

beforeAll(async () => {
  await world.addUser('root', 'admin')
  await world.addUser('ana', 'manager')
  await world.addUser('ben')
})

async function tokenOf(owner: Caller, name: string, role: Role = 'observer', expiresAt?: string) {
  const body = { name, role, ...(expiresAt !== undefined && { expiresAt }) }
  return owner.call(createToken, { body })
}

describe('an API token', () => {
  test('is shown once, and acts for the person who made it', async () => {
    const ana = await world.signIn('ana')
    const made = await tokenOf(ana, 'deploy', 'responder')
    expect(made.token).toMatch(/^ew_[0-9A-Za-z]{40}$/)
    expect(made.token.startsWith(made.hint)).toBe(true)
    expect(made).toMatchObject({ user: 'ana', createdBy: { kind: 'user', name: 'ana' } })
    expect(await world.caller(made.token).call(getUser, me)).toMatchObject({ name: 'ana' })

    const { items } = await ana.call(listTokens, { query: {} })
    expect(items.find(({ name }) => name === 'deploy')).not.toHaveProperty('token')
    const { rows } = await world.context.pool.query('select * from api_token')
    expect(JSON.stringify(rows)).not.toContain(made.token)
  })

  test('that is forged, empty or no bearer token is refused', async () => {
    const made = await tokenOf(await world.signIn('ana'), 'almost')
    for (const token of [`${made.token}x`, made.token.slice(0, -1), 'x', '', `${ADMIN_TOKEN}x`]) {
      expect(await codeOfCall(world.caller(token).call(listUsers, { query: {} }))).toBe(
        'token-refused',
      )
    }
  })

  test('of the environment is an administrator of its own', async () => {
    const made = await tokenOf(world.admin(), 'first', 'admin')
    expect(made).toMatchObject({ user: null, createdBy: { kind: 'token', id: 'bootstrap' } })
    expect(await world.caller(made.token).call(listUsers, { query: {} })).toBeDefined()
    expect(await codeOfCall(world.admin().call(getUser, me))).toBe('not-found')
  })

  test('is worth nothing where the environment names none', async () => {
    const closed = await world.startNode({ EVENWATCH_ADMIN_TOKEN: '' })
    const call = closed.caller(ADMIN_TOKEN).call(listUsers, { query: {} })
    expect(await codeOfCall(call)).toBe('token-refused')
  })

  test('ends at its time, also where it was remembered', async () => {
    const endsAt = new Date(world.context.clock.now() + HOUR_MS).toISOString()
    const made = await tokenOf(await world.signIn('ana'), 'short', 'observer', endsAt)
    const short = world.caller(made.token)
    world.advance(HOUR_MS - 1)
    expect(await short.call(getUser, me)).toMatchObject({ name: 'ana' })
    world.advance(1)
    expect(await codeOfCall(short.call(getUser, me))).toBe('token-refused')
  })

  test('cannot end before it begins', async () => {
    const now = new Date(world.context.clock.now()).toISOString()
    const call = tokenOf(await world.signIn('ana'), 'over', 'observer', now)
    expect(await codeOfCall(call)).toBe('invalid-request')
  })

  test('never allows more than its maker', async () => {
    const ben = await world.signIn('ben')
    for (const role of ['admin', 'manager'] as const) {
      expect(await codeOfCall(tokenOf(ben, 'more', role))).toBe('not-allowed')
    }
    const made = await tokenOf(ben, 'equal', 'responder')
    const equal = world.caller(made.token)
    expect(await codeOfCall(tokenOf(equal, 'more', 'manager'))).toBe('not-allowed')
    expect(await tokenOf(equal, 'less', 'observer')).toMatchObject({ user: 'ben' })
  })

  test('that may only observe changes nothing, not even for its owner', async () => {
    const made = await tokenOf(await world.signIn('ana'), 'dashboard', 'observer')
    const reader = world.caller(made.token)
    const change = reader.call(updateUser, { ...me, body: { displayName: 'taken over' } })
    expect(await codeOfCall(change)).toBe('not-allowed')
    expect(await codeOfCall(tokenOf(reader, 'foothold'))).toBe('not-allowed')
    expect(await reader.call(revokeToken, { params: { token: 'dashboard' } })).toMatchObject({
      revokedAt: expect.any(String),
    })
  })

  test('is told apart from the credentials of a proxy in front', async () => {
    const ana = await world.signIn('ana')
    const options = { headers: { authorization: 'Basic cHJveHk6c2VjcmV0' } }
    expect(await ana.call(getUser, me, options)).toMatchObject({ name: 'ana' })
  })

  test('loses with its owner what the owner loses', async () => {
    await world.addUser('dua', 'admin')
    const made = await tokenOf(await world.signIn('dua'), 'grand', 'admin')
    const grand = world.caller(made.token)
    expect(await grand.call(listAudit, { query: { limit: 1 } })).toBeDefined()
    await world.admin().call(updateUser, { params: { user: 'dua' }, body: { role: 'observer' } })
    expect(await codeOfCall(grand.call(listAudit, { query: { limit: 1 } }))).toBe('not-allowed')
  })

  test('named like a person is not that person', async () => {
    const made = await tokenOf(await world.signIn('ben'), 'ana', 'responder')
    const call = world
      .caller(made.token)
      .call(updateUser, { params: { user: 'ana' }, body: { displayName: 'taken over' } })
    expect(await codeOfCall(call)).toBe('not-allowed')
  })

  test('needs no CSRF token', async () => {
    const made = await tokenOf(await world.signIn('ana'), 'plain')
    expect(await world.caller(made.token).call(signOut, {})).toEqual({})
  })

  test('has a name that no other live token of its owner has', async () => {
    const ben = await world.signIn('ben')
    await tokenOf(ben, 'twice')
    expect(await codeOfCall(tokenOf(ben, 'twice'))).toBe('invalid-request')
    expect(await tokenOf(await world.signIn('ana'), 'twice')).toMatchObject({ user: 'ana' })
    await ben.call(revokeToken, { params: { token: 'twice' } })
    expect(await tokenOf(ben, 'twice')).toMatchObject({ name: 'twice' })
  })

  test('says when it was last used', async () => {
    const ana = await world.signIn('ana')
    const made = await tokenOf(ana, 'used')
    expect(made.lastUsedAt).toBeNull()
    world.advance(MINUTE_MS)
    await world.caller(made.token).call(getUser, me)
    const { items } = await ana.call(listTokens, { query: {} })
    const lastUsedAt = new Date(world.context.clock.now()).toISOString()
    expect(items.find(({ id }) => id === made.id)).toMatchObject({ lastUsedAt })
  })
})

describe('a revoked token', () => {
  test('is refused here at once, and within 5 s on every other node', async () => {
    const made = await tokenOf(await world.signIn('ana'), 'leaked')
    const here = world.caller(made.token)
    const there = otherNode.caller(made.token)
    for (const caller of [here, there]) {
      expect(await caller.call(getUser, me)).toMatchObject({ name: 'ana' })
    }
    await here.call(revokeToken, { params: { token: 'leaked' } })
    expect(await codeOfCall(here.call(getUser, me))).toBe('token-refused')
    expect(CREDENTIAL_AGE_MS_MAX).toBeLessThan(5_000)
    world.advance(CREDENTIAL_AGE_MS_MAX)
    expect(await codeOfCall(there.call(getUser, me))).toBe('token-refused')
  })

  test('dies with its deactivated owner on every node', async () => {
    await world.addUser('eli')
    const made = await tokenOf(await world.signIn('eli'), 'orphan')
    const there = otherNode.caller(made.token)
    expect(await there.call(getUser, me)).toMatchObject({ name: 'eli' })
    await world.admin().call(deactivateUser, { params: { user: 'eli' } })
    world.advance(CREDENTIAL_AGE_MS_MAX)
    expect(await codeOfCall(there.call(getUser, me))).toBe('token-refused')
  })

  test('stays in the list, and is revoked once on the record', async () => {
    const ana = await world.signIn('ana')
    const { id } = await tokenOf(ana, 'old')
    const first = await ana.call(revokeToken, { params: { token: id } })
    world.advance(MINUTE_MS)
    expect(await ana.call(revokeToken, { params: { token: id } })).toEqual(first)
    const { items } = await world.admin().call(listAudit, { query: { subject: id } })
    expect(items.map(({ text }) => text)).toEqual([
      'revoked an API token',
      'created an API token with the role observer',
    ])
  })

  test('is revoked by its owner or an administrator only', async () => {
    const made = await tokenOf(await world.signIn('ana'), 'mine')
    const ben = await world.signIn('ben')
    for (const token of [made.id, 'mine']) {
      expect(await codeOfCall(ben.call(revokeToken, { params: { token } }))).toBe('not-found')
    }
    const root = await world.signIn('root')
    expect(await root.call(revokeToken, { params: { token: made.id } })).toMatchObject({
      name: 'mine',
      user: 'ana',
    })
  })
})

describe('the list of tokens', () => {
  test('shows administrators all and others their own, page by page', async () => {
    const ben = await world.signIn('ben')
    await tokenOf(ben, 'listed')
    const own = await ben.call(listTokens, { query: { limit: 200 } })
    expect(new Set(own.items.map(({ user }) => user))).toEqual(new Set(['ben']))
    const all = await world.admin().call(listTokens, { query: { limit: 200 } })
    expect(new Set(all.items.map(({ user }) => user))).toContain('ana')

    const paged: string[] = []
    let cursor: string | null = null
    do {
      const query: { limit: number; cursor?: string } = { limit: 2, ...(cursor && { cursor }) }
      const page = await world.admin().call(listTokens, { query })
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(paged).toEqual(all.items.map(({ id }) => id))
  })

  test('has room for so many live tokens of one owner', async () => {
    const user = await world.addUser('fay')
    await world.context.pool.query(
      `insert into api_token (id, name, token_hash, hint, user_id, role, created_by, created_at,
         revision)
       select gen_random_uuid(), 'bulk-' || n, 'bulk-' || n, 'ew_', $1, 'observer', 'system',
         now(), 1
       from generate_series(2, $2) n`,
      [user.id, TOKENS_PER_OWNER_MAX],
    )
    const fay = await world.signIn('fay')
    expect(await tokenOf(fay, 'last')).toMatchObject({ name: 'last' })
    expect(await codeOfCall(tokenOf(fay, 'one-more'))).toBe('invalid-request')
  })
})
