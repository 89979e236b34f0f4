import {
  addContactMethod,
  type ContactMethodSpec,
  getUser,
  listAudit,
  removeContactMethod,
  sendVerification,
  setNotificationRules,
  testContactMethod,
  verifyContactMethod,
} from '@evenwatch/api'
import { PEOPLE_LIMITS } from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { ATTEMPT_WINDOW_MS } from '../attempts.ts'
import {
  type Caller,
  codeOfCall,
  createPeopleWorld,
  problemOfCall,
} from '../testing/people-world.ts'
import { SENDS_PER_PERSON_MAX } from './send-once.ts'
import { CODE_LIFE_MS } from './send-verification.ts'
import { CODE_ATTEMPTS_MAX } from './verify-contact-method.ts'

const world = await createPeopleWorld()
const me = { params: { user: 'me' } }
const mail = { name: 'mail', type: 'email', address: 'ana@example.org' } as const
const hook = { name: 'hook', type: 'webhook', url: 'https://hooks.example.org/x' } as const
const onMail = { params: { user: 'me', method: 'mail' } }
let person = 0
let ana: Caller

beforeEach(async () => {
  person += 1
  const name = `ana-${person}`
  await world.addUser(name)
  ana = await world.signIn(name)
  world.carrierAnswers({ kind: 'sent', carrierRef: null, detail: '250 taken' })
})

const add = (body: ContactMethodSpec, caller = ana) =>
  caller.call(addContactMethod, { ...me, body })

async function codeSent(): Promise<string> {
  await ana.call(sendVerification, onMail)
  const body = world.sent.at(-1)?.body
  return body?.purpose === 'verification' ? body.code : ''
}

const enter = (code: string) => ana.call(verifyContactMethod, { ...onMail, body: { code } })
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

describe('adding a contact method', () => {
  test('leaves it unproven, unless it is the inbox', async () => {
    expect(await add(mail)).toMatchObject({ ...mail, verifiedAt: null, secret: null })
    expect(await add({ name: 'second', type: 'inbox' })).toMatchObject({ verifiedBy: 'itself' })
  })

  test('by an administrator for somebody else says who vouches', async () => {
    const params = { user: `ana-${person}` }
    expect(await world.admin().call(addContactMethod, { params, body: mail })).toMatchObject({
      verifiedBy: 'administrator',
    })
  })

  test('makes a signing secret for a webhook, shown once and kept sealed', async () => {
    const { id, secret } = await add(hook)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
    expect(JSON.stringify(await ana.call(getUser, me))).not.toContain(secret)
    const { rows } = await world.context.pool.query(
      'select secret from contact_method where id = $1',
      [id],
    )
    expect(rows[0].secret).not.toContain(secret)
    expect(world.context.secrets.open(rows[0].secret)).toBe(secret)
    expect(await add({ ...hook, name: 'own', secret: 'whsec_own' })).toMatchObject({ secret: null })
    const kept = add({ ...hook, name: 'kept', secret: { fromEnv: 'HOOK' } })
    expect((await problemOfCall(kept)).fields?.[0]?.field).toBe('secret')
  })

  test('takes a name once, and so many of them', async () => {
    await add(mail)
    expect(await codeOfCall(add(mail))).toBe('name-taken')
    for (let count = 2; count < PEOPLE_LIMITS.contactMethodsPerUser; count++) {
      await add({ ...mail, name: `mail-${count}` })
    }
    expect(await codeOfCall(add({ ...mail, name: 'one-more' }))).toBe('invalid-request')
  })

  test('is on the record without the address', async () => {
    await add(mail)
    const subject = `ana-${person}`
    const { items } = await world.admin().call(listAudit, { query: { subject, limit: 1 } })
    expect(items[0]).toMatchObject({
      text: 'added a contact method (email)',
      actor: { kind: 'user', name: subject },
    })
    expect(JSON.stringify(items)).not.toContain('example.org')
  })
})

describe('removing a contact method', () => {
  test('removes the rules that use it, and frees the name', async () => {
    await add(mail)
    const via = (name: string) => [{ after: '0m', via: name }]
    const body = { high: [...via('mail'), ...via('inbox')], low: via('mail') }
    await ana.call(setNotificationRules, { ...me, body })
    await ana.call(removeContactMethod, onMail)
    const user = await ana.call(getUser, me)
    expect(user.contactMethods.map(({ name }) => name)).toEqual(['inbox'])
    expect(user.notificationRules).toEqual({ high: via('inbox'), low: [] })
    expect(await codeOfCall(ana.call(removeContactMethod, onMail))).toBe('not-found')
    expect(await add(mail)).toMatchObject({ name: 'mail' })
  })

  test('keeps the row for the messages that name it, without its secret', async () => {
    const { id } = await add(hook)
    await ana.call(removeContactMethod, { params: { user: 'me', method: id } })
    const { rows } = await world.context.pool.query(
      'select secret, deleted_at is not null as deleted from contact_method where id = $1',
      [id],
    )
    expect(rows).toEqual([{ secret: null, deleted: true }])
  })
})

describe('a code', () => {
  beforeEach(() => add(mail))

  test('proves the contact method when it comes back', async () => {
    const code = await codeSent()
    expect(code).toMatch(/^\d{6}$/)
    expect(world.sent.at(-1)?.to.address).toBe('ana@example.org')
    expect(await enter(code)).toMatchObject({ verifiedBy: 'owner', verifiedAt: expect.any(String) })
    expect(await codeOfCall(enter(code))).toBe('link-spent')
    const { rows } = await world.context.pool.query('select * from contact_verification')
    expect(JSON.stringify(rows)).not.toContain(code)
  })

  test('can be guessed only so often, then even the right one is spent', async () => {
    const code = await codeSent()
    for (let count = 0; count < CODE_ATTEMPTS_MAX; count++) {
      expect(await codeOfCall(enter(wrong(code)))).toBe('invalid-request')
    }
    expect(await codeOfCall(enter(code))).toBe('link-spent')
  })

  test('can be guessed only so often at once', async () => {
    const code = await codeSent()
    const guesses = Array.from({ length: CODE_ATTEMPTS_MAX * 2 }, () =>
      codeOfCall(enter(wrong(code))),
    )
    const codes = await Promise.all(guesses)
    expect(codes.filter((each) => each === 'invalid-request')).toHaveLength(CODE_ATTEMPTS_MAX)
  })

  test('ends after its life', async () => {
    const code = await codeSent()
    world.advance(CODE_LIFE_MS)
    expect(await codeOfCall(enter(code))).toBe('link-spent')
  })

  test('counts only while it is the newest', async () => {
    const first = await codeSent()
    const second = await codeSent()
    if (first !== second) expect(await codeOfCall(enter(first))).toBe('invalid-request')
    expect(await enter(second)).toMatchObject({ verifiedBy: 'owner' })
  })

  test('of one contact method proves no other', async () => {
    const code = await codeSent()
    await add({ ...mail, name: 'other', address: 'victim@example.org' })
    const call = ana.call(verifyContactMethod, {
      params: { user: 'me', method: 'other' },
      body: { code },
    })
    expect(await codeOfCall(call)).toBe('link-spent')
  })

  test('that the carrier refused is said to have failed', async () => {
    world.carrierAnswers({
      kind: 'failed',
      detail: '550 no such mailbox',
      retryable: false,
      retryAfterMs: null,
    })
    expect(await problemOfCall(ana.call(sendVerification, onMail))).toMatchObject({
      code: 'channel-failed',
      detail: '550 no such mailbox',
    })
  })

  test('is not sent by a channel that is off', async () => {
    await add(hook)
    const call = ana.call(sendVerification, { params: { user: 'me', method: 'hook' } })
    expect(await problemOfCall(call)).toMatchObject({
      code: 'channel-failed',
      detail: 'Webhooks are off here.',
    })
  })

  test('is sent so many times within a while, whatever the contact method', async () => {
    for (let count = 0; count < SENDS_PER_PERSON_MAX; count++) {
      await ana.call(count % 2 === 0 ? sendVerification : testContactMethod, onMail)
    }
    await ana.call(removeContactMethod, onMail)
    await add(mail)
    const before = world.sent.length
    expect(await codeOfCall(ana.call(sendVerification, onMail))).toBe('too-many-requests')
    expect(await codeOfCall(ana.call(testContactMethod, onMail))).toBe('too-many-requests')
    expect(world.sent).toHaveLength(before)
    world.advance(ATTEMPT_WINDOW_MS)
    expect(await ana.call(testContactMethod, onMail)).toMatchObject({ outcome: 'sent' })
  })
})

describe('a test message', () => {
  beforeEach(() => add(mail))

  test('says what the carrier answered, and the contact method remembers', async () => {
    expect(await ana.call(testContactMethod, onMail)).toEqual({
      outcome: 'sent',
      detail: '250 taken',
    })
    world.carrierAnswers({ kind: 'unknown', detail: 'no answer in 10 s' })
    expect(await ana.call(testContactMethod, onMail)).toEqual({
      outcome: 'failed',
      detail: 'no answer in 10 s',
    })
    const { contactMethods } = await ana.call(getUser, me)
    expect(contactMethods.find(({ name }) => name === 'mail')).toMatchObject({
      lastSuccessAt: expect.any(String),
      lastFailureAt: expect.any(String),
      lastFailure: 'no answer in 10 s',
    })
  })
})
