// Messages as mail. SMTP has no way to ask whether a mail arrived, hence `blind`: after doubt a
// high-urgency page is sent again, under the same Message-ID, so that many servers show it once.

import { renderEmail } from '@evenwatch/core'
import type { SendMailOptions } from 'nodemailer'
import type { ServerContext } from '../../../platform/context.ts'
import type { Channel, OutgoingMessage } from '../channel.ts'
import { domainOfSender, mailIdOfMessage, threadsOf } from './mail-ids.ts'
import { createMailer } from './mailer.ts'

export type EmailParts = {
  readonly config: Pick<ServerContext['config'], 'smtpUrl' | 'mailFrom'>
  readonly timeoutMs?: number
}

const MISSING =
  'Set SMTP_URL to a mail server, for example smtp://user:password@mail.example.org:587'

export function createEmailChannel(parts: EmailParts): Channel {
  const { smtpUrl, mailFrom } = parts.config
  const mailer = smtpUrl === null ? null : createMailer(smtpUrl, parts.timeoutMs)
  return {
    name: 'email',
    afterDoubt: 'blind',
    missing: mailer === null ? MISSING : null,
    async send(message, signal) {
      if (mailer === null) {
        return { kind: 'failed', detail: MISSING, retryable: false, retryAfterMs: null }
      }
      return mailer.send(composeMail(message, mailFrom), signal)
    },
    async close() {
      mailer?.close()
    },
  }
}

function composeMail(message: OutgoingMessage, from: string): SendMailOptions {
  const domain = domainOfSender(from)
  const [thread, ...others] = threadsOf(message, domain)
  const replyTo = message.body.purpose === 'page' ? message.body.content.replyTo : null
  return {
    from,
    to: { name: message.to.displayName, address: message.to.address },
    ...renderEmail(message.body),
    messageId: mailIdOfMessage(message.id, domain),
    date: new Date(message.at),
    ...(thread !== undefined && { inReplyTo: thread, references: [thread, ...others] }),
    ...(replyTo !== null && { replyTo }),
    headers: {
      // Absence notes are not sent to automatic mail (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'X-Evenwatch-Message': message.id,
    },
  }
}
