import type { Email } from 'postal-mime'
import { afterEach, describe, expect, test } from 'vitest'
import { type MailFault, startMailCatcher } from '../../testing/mail-catcher.ts'
import { MESSAGE_ID, pageContent, pageMessage, patience } from '../../testing/page-message.ts'
import { unusedPort } from '../../testing/paging-world.ts'
import type { Channel } from '../channel.ts'
import { createEmailChannel } from './email-channel.ts'

const catcher = await startMailCatcher()
const open: Channel[] = []

function channelTo(smtpUrl: string | null, timeoutMs = 5_000): Channel {
  const mailFrom = 'Evenwatch <pages@watch.example.org>'
  const channel = createEmailChannel({ config: { smtpUrl, mailFrom }, timeoutMs })
  open.push(channel)
  return channel
}

afterEach(async () => {
  catcher.fault = null
  catcher.mails.length = 0
  for (const channel of open.splice(0)) await channel.close()
})

const header = (mail: Email, name: string) =>
  mail.headers.find(({ key }) => key === name)?.value ?? null

describe('a page by mail', () => {
  test('arrives with one subject line, the link that acts, the runbook and how to answer', async () => {
    const outcome = await channelTo(catcher.url).send(pageMessage('ana@example.org'), patience)
    expect(outcome).toMatchObject({
      kind: 'sent',
      carrierRef: `<${MESSAGE_ID}@watch.example.org>`,
    })
    const mail = await catcher.next()
    expect(mail.subject).toBe('[HIGH] checkout-api: 5xx ratio 7 %')
    expect(mail.from).toMatchObject({ name: 'Evenwatch', address: 'pages@watch.example.org' })
    expect(mail.to).toMatchObject([{ name: 'Ana Soto', address: 'ana@example.org' }])
    expect(mail.replyTo).toMatchObject([{ address: 'reply+token@in.example.org' }])
    expect(mail.text).toMatch(/^Acknowledge: https:\/\/watch\.example\.org\/a\/token/)
    expect(mail.text).toContain('Runbook: https://example.org/runbooks/checkout')
    expect(mail.text).toContain('If you do nothing: Chen is paged at 14:05.')
    expect(mail.text).toContain('reply with one word: ack')
    expect(mail.html).toContain('<a href="https://watch.example.org/a/token"')
  })

  test('says that it is automatic and which message it is', async () => {
    await channelTo(catcher.url).send(pageMessage('ana@example.org'), patience)
    const mail = await catcher.next()
    expect(header(mail, 'auto-submitted')).toBe('auto-generated')
    expect(header(mail, 'x-evenwatch-message')).toBe(MESSAGE_ID)
  })

  test('keeps its id when it is sent again, and its thread over messages', async () => {
    const channel = channelTo(catcher.url)
    await channel.send(pageMessage('ana@example.org'), patience)
    await channel.send(pageMessage('ana@example.org'), patience)
    await channel.send(pageMessage('ana@example.org', { id: 'another' }), patience)
    const mails = [await catcher.next(), await catcher.next(), await catcher.next()]
    const [first, copy, later] = mails.map((mail) => mail.messageId)
    expect(copy).toBe(first)
    expect(later).not.toBe(first)
    expect(new Set(mails.map((mail) => header(mail, 'references'))).size).toBe(1)
    expect(header(mails[0] as Email, 'references')).toContain('@watch.example.org>')
  })

  test('uses a connection again', async () => {
    const channel = channelTo(catcher.url)
    const before = catcher.connectionCount()
    for (let times = 0; times < 3; times += 1) {
      await channel.send(pageMessage('ana@example.org'), patience)
    }
    expect(catcher.connectionCount() - before).toBe(1)
  })

  test('cannot have headers put into it by a title', async () => {
    const [group] = pageContent.groups
    const title = 'down\r\nBcc: eve@example.org\r\n\r\nhello'
    const groups = group === undefined ? [] : [{ ...group, title }]
    const body = { purpose: 'page', content: { ...pageContent, groups } } as const
    await channelTo(catcher.url).send(pageMessage('ana@example.org', { body }), patience)
    const mail = await catcher.next()
    expect(mail.bcc).toBeUndefined()
    expect(mail.subject).toBe('[HIGH] checkout-api: down Bcc: eve@example.org hello')
  })

  test('other purposes are mails, too', async () => {
    const channel = channelTo(catcher.url)
    const body = {
      purpose: 'notice',
      subject: 'Your shift moved',
      text: 'It starts Monday.',
    } as const
    await channel.send(pageMessage('ana@example.org', { body }), patience)
    const mail = await catcher.next()
    expect(mail.subject).toBe('Your shift moved')
    expect(mail.text?.trim()).toBe('It starts Monday.')
    expect(header(mail, 'references')).toBeNull()
  })
})

describe('a mail that fails', () => {
  test.each<[string, MailFault, { kind: string; retryable?: boolean }]>([
    [
      'refused for now at the greeting',
      { at: 'connect', code: 421 },
      { kind: 'failed', retryable: true },
    ],
    [
      'refused for now, recipient',
      { at: 'recipient', code: 450 },
      { kind: 'failed', retryable: true },
    ],
    [
      'refused for good, recipient',
      { at: 'recipient', code: 550 },
      { kind: 'failed', retryable: false },
    ],
    ['refused for now, content', { at: 'content', code: 451 }, { kind: 'failed', retryable: true }],
    [
      'refused for good, content',
      { at: 'content', code: 554 },
      { kind: 'failed', retryable: false },
    ],
    [
      'cut off before the content',
      { at: 'recipient', cut: true },
      { kind: 'failed', retryable: true },
    ],
    ['cut off after the content', { at: 'content', cut: true }, { kind: 'unknown' }],
    ['never answered after the content', { at: 'content', hang: true }, { kind: 'unknown' }],
  ])('%s', async (_name, fault, expected) => {
    catcher.fault = fault
    const channel = channelTo(catcher.url, 300)
    expect(await channel.send(pageMessage('ana@example.org'), patience)).toMatchObject(expected)
  })

  test('is retryable when there is no server', async () => {
    const channel = channelTo(`smtp://127.0.0.1:${await unusedPort()}`)
    expect(await channel.send(pageMessage('ana@example.org'), patience)).toMatchObject({
      kind: 'failed',
      retryable: true,
    })
  })

  test('is unknown when it is given up after the content', async () => {
    catcher.fault = { at: 'content', hang: true }
    const giveUp = new AbortController()
    const sending = channelTo(catcher.url).send(pageMessage('ana@example.org'), giveUp.signal)
    await catcher.contentArrived()
    giveUp.abort()
    expect(await sending).toMatchObject({ kind: 'unknown' })
  })

  test('goes out over a new connection when the server closed the old one', async () => {
    const channel = channelTo(catcher.url)
    await channel.send(pageMessage('ana@example.org'), patience)
    catcher.fault = { at: 'recipient', cut: true }
    await channel.send(pageMessage('ana@example.org'), patience)
    catcher.fault = null
    expect(await channel.send(pageMessage('ana@example.org'), patience)).toMatchObject({
      kind: 'sent',
    })
  })
})

test('without SMTP_URL the channel says what is missing and fails for good', async () => {
  const channel = channelTo(null)
  expect(channel.missing).toContain('SMTP_URL')
  expect(await channel.send(pageMessage('ana@example.org'), patience)).toMatchObject({
    kind: 'failed',
    retryable: false,
  })
})
