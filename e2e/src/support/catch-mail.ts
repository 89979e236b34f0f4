// A real mail server that keeps every mail it is given, and a sender of real replies.

import type { AddressInfo } from 'node:net'
import { createTransport } from 'nodemailer'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { eventually } from './eventually.ts'
import { stopAtEnd } from './stop-at-end.ts'

export type CaughtMail = {
  /** Of the envelope, in lower case. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The address that an answer goes to, or an empty text. */
  readonly replyTo: string
  readonly messageId: string
  /** When its last byte arrived, on this machine's clock. */
  readonly arrivedAt: number
}

export type MailCatcher = {
  readonly url: string
  /** In the order of arrival. */
  readonly mails: readonly CaughtMail[]
  to(address: string): CaughtMail[]
  /** The mail with this place among those to one address, counted from 1. */
  next(address: string, place?: number): Promise<CaughtMail>
}

export async function catchMail(): Promise<MailCatcher> {
  const mails: CaughtMail[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 500,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const mail = await PostalMime.parse(Buffer.concat(chunks))
        for (const { address } of session.envelope.rcptTo) mails.push(asCaught(mail, address))
        done()
      })
    },
  })
  // A connection that the product cuts when it stops is no fault of the tests.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stopAtEnd(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const to = (address: string) => mails.filter((mail) => mail.to === address)
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    to,
    next: (address, place = 1) =>
      eventually(
        `mail ${place} to ${address}`,
        () => to(address)[place - 1],
        () => mails.map((mail) => `${mail.to}: ${mail.subject}`),
      ),
  }
}

function asCaught(mail: Email, address: string): CaughtMail {
  return {
    to: address.toLowerCase(),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    replyTo: mail.replyTo?.[0]?.address ?? '',
    messageId: mail.messageId ?? '',
    arrivedAt: Date.now(),
  }
}

/** The link that acts, as it stands in the mail's text. */
export function actLinkOf(mail: CaughtMail): string {
  return /^Acknowledge: (\S+)$/m.exec(mail.text)?.[1] ?? ''
}

export type Reply = { readonly to: string; readonly from: string; readonly text: string }

/** Hands a mail to the product's mail server; the answer is SMTP's, 250 or a refusal. */
export async function sendReply(mailInPort: number, reply: Reply): Promise<number> {
  const transport = createTransport({ host: '127.0.0.1', port: mailInPort, secure: false })
  try {
    const { response } = await transport.sendMail({ ...reply, subject: 'Re: your page' })
    return Number(response.slice(0, 3))
  } catch (fault) {
    const { responseCode } = fault as { responseCode?: number }
    if (responseCode === undefined) throw fault
    return responseCode
  } finally {
    transport.close()
  }
}
