// A small mail server for replies to pages. It takes nothing but mails to reply addresses that we
// gave out, so it relays nothing and collects nothing.
//
// A mail is accepted (250) only after its action is committed; when acting fails it is refused for
// now (451) and the sender's server tries again, which is safe, because a message acts once.

import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { ServerContext } from '../../platform/context.ts'
import { domainOfSender, mailIdOfMessage, threadOfGroup } from '../channels/email/mail-ids.ts'
import { createMailer, type Mailer } from '../channels/email/mailer.ts'
import type { ActOnGroups } from '../links/answer-message.ts'
import { readReplyAddress } from '../links/reply-address.ts'
import { answerMail, type MailReply } from './answer-mail.ts'
import { textOfHtml } from './text-of-html.ts'

export const MAIL_BYTES_MAX = 1_048_576
export const MAIL_CLIENTS_MAX = 20
/** A reply goes to one address; a few more for those who answer to all. */
const RECIPIENTS_MAX = 5
const SOCKET_TIMEOUT_MS = 30_000
const CLOSE_TIMEOUT_MS = 2_000
const MIME_NESTING_MAX = 20
const HEADER_BYTES_MAX = 262_144

export type MailInDeps = { readonly actOnGroups: ActOnGroups }

export type MailIn = { readonly port: number; close(): Promise<void> }

/** A refusal as SMTP says it. */
class SmtpRefusal extends Error {
  override readonly name = 'SmtpRefusal'
  readonly responseCode: number

  constructor(responseCode: number, text: string) {
    super(text)
    this.responseCode = responseCode
  }
}

export async function startMailIn(context: ServerContext, deps: MailInDeps): Promise<MailIn> {
  const { mailIn, smtpUrl } = context.config
  if (mailIn === null) return { port: 0, close: async () => undefined }
  const mailer = smtpUrl === null ? null : createMailer(smtpUrl)
  const stopping = new AbortController()
  const tokenOf = (address: string) => readReplyAddress(context.secrets, mailIn.domain, address)

  const server = new SMTPServer({
    name: mailIn.domain,
    banner: 'Evenwatch',
    // Certificates belong to the relay in front; the built-in test certificate is never offered.
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: MAIL_BYTES_MAX,
    maxClients: MAIL_CLIENTS_MAX,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onRcptTo(address, session, done) {
      if (session.envelope.rcptTo.length >= RECIPIENTS_MAX) {
        return done(new SmtpRefusal(452, 'Too many recipients'))
      }
      const isKnown = tokenOf(address.address) !== null
      return done(isKnown ? null : new SmtpRefusal(550, 'No such mailbox here'))
    },
    onData(stream, session, done) {
      receive(stream, session).then(
        () => done(null, 'Thank you'),
        (error: unknown) => {
          if (error instanceof SmtpRefusal) return done(error)
          context.log.error({ err: error }, 'a mail reply could not be carried out')
          return done(new SmtpRefusal(451, 'Try again later'))
        },
      )
    },
  })

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const raw = await readAll(stream)
    const mail = await parseMail(raw)
    const { mailFrom, rcptTo } = session.envelope
    const envelopeFrom = mailFrom === false || mailFrom.address === '' ? null : mailFrom.address
    for (const { address } of rcptTo) {
      const token = tokenOf(address)
      if (token === null) continue
      const reply = await answerMail(context, deps.actOnGroups, token, { ...mail, envelopeFrom })
      await sendReply(reply, address, mail)
    }
  }

  async function sendReply(reply: MailReply, replyTo: string, mail: ParsedMail): Promise<void> {
    if (reply === null || mailer === null) return
    // The action stands; a confirmation that is lost is only logged.
    const outcome = await confirm(context, mailer, reply, replyTo, mail, stopping.signal)
    if (outcome.kind !== 'sent') {
      const { messageId } = reply.view.message
      context.log.warn({ messageId, outcome }, 'the answer to a mail reply was not sent')
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(mailIn.port, mailIn.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', (error: Error) => context.log.warn({ err: error }, 'mail connection failed'))
  // A listening TCP server has an address with a port.
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    async close() {
      stopping.abort()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      mailer?.close()
    },
  }
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // The rest is still read, so that the sender hears the refusal.
    if (bytes <= MAIL_BYTES_MAX) chunks.push(chunk)
  }
  if (bytes > MAIL_BYTES_MAX || stream.sizeExceeded) {
    throw new SmtpRefusal(552, `Mails larger than ${MAIL_BYTES_MAX} bytes are not taken`)
  }
  return Buffer.concat(chunks)
}

type ParsedMail = {
  readonly headers: readonly { readonly key: string; readonly value: string }[]
  readonly subject: string
  readonly text: string
  readonly mailId: string | null
}

async function parseMail(raw: Buffer): Promise<ParsedMail> {
  try {
    const mail = await PostalMime.parse(raw, {
      maxNestingDepth: MIME_NESTING_MAX,
      maxHeadersSize: HEADER_BYTES_MAX,
    })
    return {
      headers: mail.headers,
      subject: mail.subject ?? '',
      text: mail.text ?? textOfHtml(mail.html ?? ''),
      mailId: mail.messageId ?? null,
    }
  } catch (cause) {
    throw new SmtpRefusal(554, `The mail cannot be read: ${(cause as Error).message}`)
  }
}

async function confirm(
  context: ServerContext,
  mailer: Mailer,
  { view, words }: Exclude<MailReply, null>,
  replyTo: string,
  mail: ParsedMail,
  signal: AbortSignal,
) {
  const { message, person } = view
  const method = person.contactMethods.find(({ id }) => id === message.contactMethodId)
  if (method === undefined || method.channel !== 'email') {
    return { kind: 'failed', detail: 'the contact method is gone' } as const
  }
  const { mailFrom } = context.config
  const domain = domainOfSender(mailFrom)
  const threads = message.groups.slice(0, 1).map((group) => threadOfGroup(group.groupId, domain))
  return mailer.send(
    {
      from: mailFrom,
      to: { name: person.displayName, address: method.address },
      replyTo,
      subject: `Re: ${mail.subject.replace(/^(re:\s*)+/i, '')}`,
      text: `${words}\n`,
      references: [
        ...threads,
        mailIdOfMessage(message.messageId, domain),
        ...(mail.mailId === null ? [] : [mail.mailId]),
      ],
      ...(mail.mailId !== null && { inReplyTo: mail.mailId }),
      headers: {
        'Auto-Submitted': 'auto-replied',
        'X-Evenwatch-Message': message.messageId,
      },
    },
    signal,
  )
}
