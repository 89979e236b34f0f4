import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@evenwatch/core'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import type { ActOnGroups } from '../links/answer-message.ts'
import type { MessageToken } from '../links/message-token.ts'
import { makeReplyAddress } from '../links/reply-address.ts'
import { startMailCatcher } from '../testing/mail-catcher.ts'
import { ANA, BEN, createPagingWorld, DAYTIME, type PagingWorld } from '../testing/paging-world.ts'
import { MAIL_BYTES_MAX, type MailIn, startMailIn } from './start-mail-in.ts'

const DOMAIN = 'in.example.org'
const database = await createTestDatabase()
const catcher = await startMailCatcher()
let world: PagingWorld
let mailIn: MailIn
let actOnGroups: ActOnGroups

beforeEach(async () => {
  catcher.mails.length = 0
  world = await createPagingWorld(database, {
    smtpUrl: catcher.url,
    mailIn: { host: '127.0.0.1', port: 0, domain: DOMAIN },
  })
  actOnGroups = world.actOnGroups
  mailIn = await startMailIn(world.context, {
    actOnGroups: (...call) => actOnGroups(...call),
  })
})
afterEach(() => mailIn.close())

const addressOf = (token: MessageToken) => makeReplyAddress(world.context.secrets, DOMAIN, token)

async function mail(to: string, parts: SendMailOptions & { envelopeFrom?: string }) {
  const client = createTransport({ host: '127.0.0.1', port: mailIn.port, ignoreTLS: true })
  const { envelopeFrom = 'ana@example.org', ...content } = parts
  try {
    return await client.sendMail({
      from: 'Ana <ana@example.org>',
      to,
      subject: 'Re: [HIGH] checkout-api: 5xx ratio 7 %',
      messageId: '<reply-1@example.org>',
      envelope: { from: envelopeFrom, to },
      ...content,
    })
  } finally {
    client.close()
  }
}

const reply = (token: MessageToken, text: string) => mail(addressOf(token), { text })

describe('a reply to a page', () => {
  test('acknowledges, whatever is quoted below, and is confirmed in the thread', async () => {
    const groupId = await world.addGroup()
    const token = await world.addMessage(ANA, [groupId])
    await reply(token, 'ACK!\n\nOn Tue, Evenwatch wrote:\n> resolve\n> escalate\n')
    expect(world.acts).toEqual([
      { groupIds: [groupId], action: { kind: 'acknowledge' }, actor: `user:${ANA}` },
    ])
    const confirmation = await catcher.next()
    expect(confirmation.text).toContain('You have it. Paging stopped.')
    expect(confirmation.subject).toBe('Re: [HIGH] checkout-api: 5xx ratio 7 %')
    expect(confirmation.inReplyTo).toBe('<reply-1@example.org>')
    expect(confirmation.references).toContain(`<${token.messageId}@watch.example.org>`)
    expect(confirmation.to).toMatchObject([{ address: 'ana@example.org' }])
    expect(confirmation.replyTo).toMatchObject([{ address: addressOf(token) }])
    expect(confirmation.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-replied' }),
    )
  })

  test.each([
    ['yes', { kind: 'acknowledge' }],
    ['a', { kind: 'acknowledge' }],
    ['Fixed it', { kind: 'resolve' }],
    ['no', { kind: 'escalate' }],
    ['snooze 30m', { kind: 'snooze', until: DAYTIME + 30 * MINUTE_MS }],
  ])('that says %j acts', async (text, action) => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await reply(token, text)
    expect(world.acts.map((act) => act.action)).toEqual([action])
  })

  test('in HTML alone is read, too', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const html = '<div dir="auto">Ack&nbsp;</div><blockquote>resolve</blockquote>'
    await mail(addressOf(token), { html })
    expect(world.acts.map((act) => act.action)).toEqual([{ kind: 'acknowledge' }])
  })

  test('to an address in capitals acts all the same', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await mail(addressOf(token).toUpperCase(), { text: 'ack' })
    expect(world.acts).toHaveLength(1)
  })

  test('twice acts once', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await reply(token, 'ack')
    await reply(token, 'ack')
    expect(world.acts).toHaveLength(1)
    expect((await catcher.next()).text).toContain('You have it.')
    expect((await catcher.next()).text).toContain('You have it.')
  })

  test('after somebody else hears who was faster', async () => {
    const groupId = await world.addGroup()
    const [anas, bens] = [
      await world.addMessage(ANA, [groupId]),
      await world.addMessage(BEN, [groupId]),
    ]
    await reply(bens, 'ack')
    await catcher.next()
    world.setNow(DAYTIME + 12 * SECOND_MS)
    await reply(anas, 'ack')
    expect((await catcher.next()).text).toContain('Ben was faster: took it 12 s ago.')
    expect((await world.group(groupId)).acknowledgedBy).toBe(`user:${BEN}`)
  })

  test('to an old page changes nothing and says so', async () => {
    const groupId = await world.addGroup()
    const token = await world.addMessage(ANA, [groupId])
    await reply(token, 'ack')
    await catcher.next()
    world.setNow(DAYTIME + HOUR_MS)
    await world.lapse(groupId)
    await reply(token, 'ack')
    expect((await catcher.next()).text).toContain('Nothing was changed.')
    expect(world.acts).toHaveLength(1)
    expect((await world.group(groupId)).status).toBe('triggered')
  })

  test.each(['What is going on?', '', '> ack', 'A colleague has it'])(
    'that says %j changes nothing and hears what is understood',
    async (text) => {
      const token = await world.addMessage(ANA, [await world.addGroup()])
      await reply(token, text)
      const help = await catcher.next()
      expect(help.text).toContain('Nothing was changed.')
      expect(help.text).toContain('snooze 30m')
      expect(world.acts).toEqual([])
    },
  )

  test('is answered to the person, not to whoever sent it', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await mail(addressOf(token), {
      text: 'ack',
      from: 'eve@elsewhere.example',
      replyTo: 'victim@elsewhere.example',
      envelopeFrom: 'eve@elsewhere.example',
    })
    expect((await catcher.next()).to).toMatchObject([{ address: 'ana@example.org' }])
  })

  test('is refused for now when acting fails, so that it comes again', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    actOnGroups = () => Promise.reject(new TypeError('the database went away'))
    await expect(reply(token, 'ack')).rejects.toMatchObject({ responseCode: 451 })
    expect(await world.answeredAt(token)).toBeNull()
    actOnGroups = world.actOnGroups
    await reply(token, 'ack')
    expect(await world.answeredAt(token)).toBe(DAYTIME)
  })
})

describe('mail from machines never acts and is never answered', () => {
  test.each<[string, SendMailOptions & { envelopeFrom?: string }]>([
    ['an absence note', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['bulk mail', { headers: { Precedence: 'bulk' } }],
    ['an autoreply of older kind', { headers: { 'X-Autoreply': 'yes' } }],
    ['a vacation subject', { subject: 'Out of office: back on Monday' }],
    ['a bounce', { envelopeFrom: '' }],
  ])('%s', async (_name, parts) => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await mail(addressOf(token), { ...parts, text: 'ok' })
    expect(world.acts).toEqual([])
    // The next mail that arrives is the answer to a person: none was sent before it.
    await reply(token, 'ack')
    expect((await catcher.next()).text).toContain('You have it.')
    expect(catcher.mails).toEqual([])
  })
})

describe('what is not a reply is not taken', () => {
  test('an address without a token, of another domain, or altered', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const good = addressOf(token)
    const altered = good.replace(/^reply\+./, (start) => `reply+${start.endsWith('a') ? 'b' : 'a'}`)
    const wrong = [
      `reply@${DOMAIN}`,
      `reply+@${DOMAIN}`,
      `postmaster@${DOMAIN}`,
      good.replace(DOMAIN, 'example.org'),
      altered,
    ]
    for (const address of wrong) {
      await expect(mail(address, { text: 'ack' }), address).rejects.toMatchObject({
        responseCode: 550,
      })
    }
    expect(world.acts).toEqual([])
  })

  test('a mail above the size limit', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    const text = `ack\n${'x'.repeat(MAIL_BYTES_MAX)}`
    await expect(reply(token, text)).rejects.toMatchObject({ code: 'EMESSAGE' })
    expect(world.acts).toEqual([])
  })

  test('a late reply changes nothing', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    world.setNow(token.expiresAt)
    await reply(token, 'ack')
    expect((await catcher.next()).text).toContain('too old')
    expect(world.acts).toEqual([])
  })

  test('a reply of somebody who left', async () => {
    const token = await world.addMessage(ANA, [await world.addGroup()])
    await world.deactivate(ANA)
    await reply(token, 'ack')
    expect(world.acts).toEqual([])
  })
})
