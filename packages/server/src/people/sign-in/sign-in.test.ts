import {
  deactivateUser,
  getSession,
  getUser,
  listAudit,
  reactivateUser,
  setPassword,
  signIn,
  signOut,
  updateUser,
} from '@evenwatch/api'
import { DAY_MS, MINUTE_MS, SESSION_IDLE_MS_MAX, SESSION_LIFE_MS_MAX } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { ATTEMPT_WINDOW_MS } from '../attempts.ts'
import {
  codeOfCall,
  createPeopleWorld,
  PASSWORD,
  problemOfCall,
  signInWith,
} from '../testing/people-world.ts'
import { callerNetwork } from './caller-network.ts'
import { SESSIONS_PER_PERSON_MAX } from './create-session.ts'
import { FAILURES_PER_NETWORK_MAX, FAILURES_PER_PERSON_MAX } from './sign-in.ts'

const world = await createPeopleWorld()
const me = { params: { user: 'me' } }
const attempt = (login: string, password: string) =>
  world.caller().call(signIn, { body: { login, password } })

beforeAll(async () => {
  await world.addUser('root', 'admin')
  for (const name of ['ana', 'ben', 'chen', 'dua', 'eli', 'fay', 'gus']) await world.addUser(name)
})

describe('signing in', () => {
  test('takes the name or the e-mail, in any case', async () => {
    for (const login of ['ana', 'Ana', ' ANA@example.org ']) {
      const session = await attempt(login, PASSWORD)
      expect(session.user?.name).toBe('ana')
      expect(session.csrfToken).not.toBeNull()
    }
  })

  test('answers alike for a wrong password, an unknown person and a deactivated one', async () => {
    await world.addUser('gone')
    await world.admin().call(deactivateUser, { params: { user: 'gone' } })
    const answers: unknown[] = []
    const guesses = [
      ['ana', 'something else'],
      ['nobody', PASSWORD],
      ['gone', PASSWORD],
    ] as const
    for (const [login, password] of guesses) {
      const { requestId, ...answer } = await problemOfCall(attempt(login, password))
      expect(requestId).toBeTypeOf('string')
      answers.push(answer)
    }
    expect(answers[0]).toMatchObject({ code: 'wrong-credentials' })
    expect(answers).toEqual([answers[0], answers[0], answers[0]])
  })

  test('puts every failure on the record, without what was typed', async () => {
    await codeOfCall(attempt('s3cret-typed-as-a-name', 'wrong'))
    await codeOfCall(attempt('ben', 'wrong'))
    const { items } = await world.admin().call(listAudit, { query: { limit: 2 } })
    expect(items.map(({ kind, text }) => [kind, text])).toEqual([
      ['sign-in-failed', 'failed to sign in from 127.0.0.0/24: wrong password'],
      ['sign-in-failed', 'failed to sign in from 127.0.0.0/24: nobody has this name or address'],
    ])
    expect(JSON.stringify(items)).not.toContain('s3cret')
  })

  test('gives a cookie that scripts and other sites cannot use', async () => {
    const ana = await world.signIn('ana')
    expect(ana.cookiesSet.at(-1)).toMatch(/^evenwatch_session=[\w-]{43};/)
    expect(ana.cookiesSet.at(-1)).toMatch(/; HttpOnly; SameSite=Lax$/)
    const secure = await world.startNode({ EVENWATCH_PUBLIC_URL: 'https://evenwatch.example.org' })
    const browser = secure.caller()
    await signInWith(browser, 'ana', PASSWORD)
    expect(browser.cookiesSet.at(-1)).toContain('; Secure')
  })

  test('keeps only the hash of the session', async () => {
    const ana = await world.signIn('ana')
    const token = ana.cookie?.split('=')[1]
    const { rows } = await world.context.pool.query('select * from session')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('keeps the most recently used sessions of a person within the limit', async () => {
    const first = await world.signIn('gus')
    for (let count = 0; count < SESSIONS_PER_PERSON_MAX; count++) {
      world.advance(1)
      await world.signIn('gus')
    }
    world.advance(5_000)
    expect(await codeOfCall(first.call(getUser, me))).toBe('not-signed-in')
  })
})

describe('failed sign-ins', () => {
  test('are refused beyond the limit of a person, even with the right password', async () => {
    for (let count = 0; count < FAILURES_PER_PERSON_MAX; count++) {
      const login = count % 2 === 0 ? 'chen' : 'chen@example.org'
      expect(await codeOfCall(attempt(login, 'wrong'))).toBe('wrong-credentials')
    }
    expect(await problemOfCall(attempt('chen', PASSWORD))).toMatchObject({
      code: 'too-many-requests',
      detail: 'Too many failed attempts; try again in 15 min.',
    })
    const otherNode = await world.startNode()
    const elsewhere = otherNode
      .caller()
      .call(signIn, { body: { login: 'chen', password: PASSWORD } })
    expect(await codeOfCall(elsewhere)).toBe('too-many-requests')
    expect(await attempt('dua', PASSWORD)).toMatchObject({ user: { name: 'dua' } })

    world.advance(ATTEMPT_WINDOW_MS)
    expect(await attempt('chen', PASSWORD)).toMatchObject({ user: { name: 'chen' } })
  })

  test('count when they come at once', async () => {
    const many = Array.from({ length: FAILURES_PER_PERSON_MAX * 2 }, () =>
      codeOfCall(attempt('eli', 'wrong')),
    )
    const codes = await Promise.all(many)
    expect(codes.filter((code) => code === 'wrong-credentials')).toHaveLength(
      FAILURES_PER_PERSON_MAX,
    )
    world.advance(ATTEMPT_WINDOW_MS)
  })

  test('are forgotten after a success', async () => {
    for (let round = 0; round < 2; round++) {
      for (let count = 0; count < FAILURES_PER_PERSON_MAX - 1; count++) {
        await codeOfCall(attempt('fay', 'wrong'))
      }
      expect(await attempt('fay', PASSWORD)).toMatchObject({ user: { name: 'fay' } })
    }
    world.advance(ATTEMPT_WINDOW_MS)
  })

  test('are refused beyond the limit of a network, whoever is tried', async () => {
    const codes: string[] = []
    for (let count = 0; count <= FAILURES_PER_NETWORK_MAX; count++) {
      codes.push(await codeOfCall(attempt(`guess-${count}`, 'wrong')))
    }
    expect(codes.indexOf('too-many-requests')).toBe(FAILURES_PER_NETWORK_MAX)
    world.advance(ATTEMPT_WINDOW_MS)
  })

  test('leave neither names nor addresses behind', async () => {
    await codeOfCall(attempt('ana', 'wrong'))
    const { rows } = await world.context.pool.query('select subject from sign_in_failure')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/ana|127\.0/)
  })
})

describe('a session', () => {
  test('changes nothing without its CSRF token', async () => {
    const ana = await world.signIn('ana')
    const change = { ...me, body: { displayName: 'Ana S.' } }
    const { csrf } = ana
    for (const forged of [null, 'forged', (await world.signIn('ben')).csrf]) {
      ana.csrf = forged
      expect(await codeOfCall(ana.call(updateUser, change))).toBe('csrf-token-missing')
      expect(await codeOfCall(ana.call(signOut, {}))).toBe('csrf-token-missing')
      expect(await ana.call(getUser, me)).toMatchObject({ name: 'ana' })
    }
    ana.csrf = csrf
    expect(await ana.call(updateUser, change)).toMatchObject({ displayName: 'Ana S.' })
  })

  test('tells its CSRF token again', async () => {
    const ana = await world.signIn('ana')
    const session = await ana.call(getSession, {})
    expect(session).toMatchObject({ csrfToken: ana.csrf, needsSetup: false })
    expect(await world.caller().call(getSession, {})).toMatchObject({ user: null, csrfToken: null })
  })

  test('goes on with use, and ends without', async () => {
    const ana = await world.signIn('ana')
    world.advance(SESSION_IDLE_MS_MAX - MINUTE_MS)
    expect(await ana.call(getUser, me)).toMatchObject({ name: 'ana' })
    world.advance(SESSION_IDLE_MS_MAX - MINUTE_MS)
    expect(await ana.call(getUser, me)).toMatchObject({ name: 'ana' })
    world.advance(SESSION_IDLE_MS_MAX)
    expect(await codeOfCall(ana.call(getUser, me))).toBe('not-signed-in')
  })

  test('ends after its longest life, however much it is used', async () => {
    const ana = await world.signIn('ana')
    for (let day = 1; day < SESSION_LIFE_MS_MAX / DAY_MS; day++) {
      world.advance(DAY_MS)
      expect(await ana.call(getUser, me)).toMatchObject({ name: 'ana' })
    }
    world.advance(DAY_MS)
    expect(await codeOfCall(ana.call(getUser, me))).toBe('not-signed-in')
  })

  test('ends with signing out, at once here and within 5 s elsewhere', async () => {
    const other = await world.startNode()
    const ana = await world.signIn('ana')
    const there = other.caller()
    there.cookie = ana.cookie
    expect(await there.call(getUser, me)).toMatchObject({ name: 'ana' })
    const { cookie } = ana
    await ana.call(signOut, {})
    expect(ana.cookie).toBe('evenwatch_session=')
    ana.cookie = cookie
    expect(await codeOfCall(ana.call(getUser, me))).toBe('not-signed-in')
    world.advance(5_000)
    expect(await codeOfCall(there.call(getUser, me))).toBe('not-signed-in')
  })

  test('that is forged is nobody', async () => {
    const forged = world.caller()
    forged.cookie = 'evenwatch_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    expect(await codeOfCall(forged.call(getUser, me))).toBe('not-signed-in')
    expect(await forged.call(getSession, {})).toMatchObject({ user: null })
  })

  test('ends when its person is deactivated, and stays ended', async () => {
    const ben = await world.signIn('ben')
    expect(await ben.call(getUser, me)).toMatchObject({ name: 'ben' })
    await world.admin().call(deactivateUser, { params: { user: 'ben' } })
    expect(await codeOfCall(ben.call(getUser, me))).toBe('not-signed-in')
    await world.admin().call(reactivateUser, { params: { user: 'ben' } })
    expect(await codeOfCall(ben.call(getUser, me))).toBe('not-signed-in')
  })
})

describe('a new password', () => {
  test('needs the current one, and ends the other sessions', async () => {
    const here = await world.signIn('ana')
    const there = await world.signIn('ana')
    const change = (current: string | undefined) =>
      here.call(setPassword, {
        ...me,
        body: { password: 'another long password', ...(current !== undefined && { current }) },
      })
    expect(await codeOfCall(change(undefined))).toBe('wrong-credentials')
    expect(await codeOfCall(change('wrong'))).toBe('wrong-credentials')
    await change(PASSWORD)
    expect(await here.call(getUser, me)).toMatchObject({ name: 'ana' })
    expect(await codeOfCall(there.call(getUser, me))).toBe('not-signed-in')
    expect(await codeOfCall(attempt('ana', PASSWORD))).toBe('wrong-credentials')
    expect(await attempt('ana', 'another long password')).toMatchObject({ user: { name: 'ana' } })
  })

  test('is set by an administrator without the current one', async () => {
    const body = { password: 'set by somebody else' }
    await world.admin().call(setPassword, { params: { user: 'dua' }, body })
    expect(await attempt('dua', body.password)).toMatchObject({ user: { name: 'dua' } })
  })

  test('cannot be set for somebody else', async () => {
    const eli = await world.signIn('eli')
    const call = eli.call(setPassword, {
      params: { user: 'fay' },
      body: { current: PASSWORD, password: 'taken over by eli' },
    })
    expect(await codeOfCall(call)).toBe('not-allowed')
  })

  test('cannot be guessed with a session left open', async () => {
    const eli = await world.signIn('eli')
    const guess = () =>
      codeOfCall(
        eli.call(setPassword, { ...me, body: { current: 'wrong', password: 'taken over by eve' } }),
      )
    for (let count = 0; count < FAILURES_PER_PERSON_MAX; count++) {
      expect(await guess()).toBe('wrong-credentials')
    }
    expect(await guess()).toBe('too-many-requests')
  })
})

test('a network is an IPv4 address or what one IPv6 customer has', () => {
  expect(callerNetwork('203.0.113.7')).toEqual({
    throttled: '203.0.113.7',
    shown: '203.0.113.0/24',
  })
  expect(callerNetwork('::ffff:203.0.113.7').throttled).toBe('203.0.113.7')
  expect(callerNetwork('2001:db8:1:2:3:4:5:6')).toEqual({
    throttled: '2001:db8:1:2::/64',
    shown: '2001:db8:1::/48',
  })
  expect(callerNetwork('nonsense').throttled).toBe('unknown')
})
