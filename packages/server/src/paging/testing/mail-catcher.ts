// A real mail server for tests: it takes every mail, or fails in the way and at the stage asked for.

import type { AddressInfo, Socket } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

export type MailStage = 'connect' | 'recipient' | 'content'

export type MailFault =
  | { readonly at: MailStage; readonly code: number }
  /** Cuts the connection without a word. */
  | { readonly at: MailStage; readonly cut: true }
  /** Takes the content and never answers. */
  | { readonly at: 'content'; readonly hang: true }

export type MailCatcher = {
  readonly url: string
  readonly mails: Email[]
  readonly connectionCount: () => number
  fault: MailFault | null
  /** Resolves when the content of a mail has arrived whole, before it is answered. */
  contentArrived(): Promise<void>
  /** The next mail that is not yet taken out of `mails`. */
  next(): Promise<Email>
}

export async function startMailCatcher(): Promise<MailCatcher> {
  const waiting: ((mail: Email) => void)[] = []
  const arrivals: (() => void)[] = []
  let connections = 0
  const sockets = new Set<Socket>()

  function fails(stage: MailStage, done: (error?: Error | null) => void): boolean {
    const { fault } = catcher
    if (fault?.at !== stage) return false
    if ('code' in fault) {
      done(Object.assign(new TypeError('refused by the test'), { responseCode: fault.code }))
    } else if ('cut' in fault) for (const socket of sockets) socket.destroy()
    return true
  }

  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections += 1
      if (!fails('connect', done)) done()
    },
    onRcptTo(_address, _session, done) {
      if (!fails('recipient', done)) done()
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        for (const tell of arrivals.splice(0)) tell()
        if (fails('content', done)) return
        const mail = await PostalMime.parse(Buffer.concat(chunks))
        const taker = waiting.shift()
        if (taker) taker(mail)
        else catcher.mails.push(mail)
        done()
      })
    },
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  const catcher: MailCatcher = {
    url: `smtp://127.0.0.1:${port}`,
    mails: [],
    fault: null,
    connectionCount: () => connections,
    contentArrived: () => new Promise((resolve) => arrivals.push(resolve)),
    next: () => {
      const mail = catcher.mails.shift()
      return mail ? Promise.resolve(mail) : new Promise((resolve) => waiting.push(resolve))
    },
  }
  return catcher
}
