// Hands a mail to the SMTP server of SMTP_URL and says what is known about it afterwards.
//
// The line between "cannot have arrived" and "may have arrived" is the moment at which the server
// asked for the mail's content (DATA): before it a failure is certain, after it only the server's
// own refusal is. What the server answers decides whether trying again makes sense: 4xx is a
// passing fault, 5xx a final one.

import { createTransport, type SendMailOptions } from 'nodemailer'
import { CHANNEL_TIMEOUT_MS, type ChannelOutcome } from '../channel.ts'

export type Mailer = {
  send(mail: SendMailOptions, signal: AbortSignal): Promise<ChannelOutcome>
  close(): void
}

export const MAIL_CONNECTIONS_MAX = 5
/** One more try when a pooled connection turns out to be closed; further ones are the engine's. */
const REQUEUES_MAX = 1
const CONNECT_TIMEOUT_MS = 5_000

export function createMailer(smtpUrl: string, timeoutMs = CHANNEL_TIMEOUT_MS): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: MAIL_CONNECTIONS_MAX,
    maxRequeues: REQUEUES_MAX,
    connectionTimeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    greetingTimeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    socketTimeout: timeoutMs,
    // Content comes from us alone; nothing in a mail may name a file or a URL to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const contentAskedFor = new WeakMap<object, () => boolean>()
  transport.use('stream', (mail, done) => {
    const make = mail.message.createReadStream.bind(mail.message)
    const streams: ReturnType<typeof make>[] = []
    mail.message.createReadStream = (options) => {
      const stream = make(options)
      streams.push(stream)
      return stream
    }
    const { signal } = mail.data
    if (signal) {
      contentAskedFor.set(signal, () => streams.some((stream) => stream.readableDidRead))
    }
    done()
  })

  return {
    async send(mail, signal) {
      // A signal of its own for each mail: it also names the mail inside the transport.
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      try {
        const info = await transport.sendMail({ ...mail, signal: limit })
        return { kind: 'sent', carrierRef: info.messageId, detail: info.response }
      } catch (error) {
        return outcomeOfFault(error, contentAskedFor.get(limit)?.() ?? false)
      }
    },
    close: () => transport.close(),
  }
}

type SmtpFault = Error & { readonly code?: string; readonly responseCode?: number }

function outcomeOfFault(error: unknown, mayHaveArrived: boolean): ChannelOutcome {
  const fault = error as SmtpFault
  const detail = fault.message.slice(0, 500)
  const status = fault.responseCode
  // 421 after the content says that the server goes away, not that it refused this mail.
  if (status !== undefined && !(mayHaveArrived && status === 421)) {
    return { kind: 'failed', detail, retryable: status < 500, retryAfterMs: null }
  }
  if (mayHaveArrived) return { kind: 'unknown', detail }
  return { kind: 'failed', detail, retryable: fault.code !== 'EENVELOPE', retryAfterMs: null }
}
