// A real mail server on loopback that takes every mail and shows it, and passes nothing on.

import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { actUrlIn, type CaughtMessages } from './caught-messages.ts'

const MAIL_BYTES_MAX = 1_048_576
const CLOSE_TIMEOUT_MS = 200

export type MailCatcher = { readonly url: string; close(): Promise<void> }

export async function catchMail(caught: CaughtMessages): Promise<MailCatcher> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: MAIL_BYTES_MAX,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ')
        keep(caught, to, Buffer.concat(chunks)).then(() => done(), done)
      })
    },
  })
  // A connection that breaks is the sender's to notice.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function keep(caught: CaughtMessages, to: string, raw: Buffer): Promise<void> {
  const mail = await PostalMime.parse(raw)
  const text = mail.text ?? ''
  caught.add({
    to,
    subject: mail.subject ?? '(no subject)',
    actUrl: actUrlIn(text),
    body: { kind: 'email', from: mail.from?.address ?? '', text, html: mail.html ?? null },
  })
}
