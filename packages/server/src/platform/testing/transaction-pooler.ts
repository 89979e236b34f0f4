// A small pooler in transaction mode, as PgBouncer works: many clients, one server session.
//
// It speaks just enough of the protocol: it answers each client's start itself, lends the one
// session to whoever sends first, and takes it back when the server reports an idle transaction.

import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { assert } from '@evenwatch/core'
import { onTestFinished } from 'vitest'

const SSL_REQUEST = 80_877_103
const PROTOCOL_3 = 196_608

type Message = { readonly type: string; readonly bytes: Buffer }

/** Splits a stream into messages; `rest` is what has not arrived completely. */
function splitMessages(buffer: Buffer): { messages: Message[]; rest: Buffer } {
  const messages: Message[] = []
  let at = 0
  while (buffer.length - at >= 5) {
    const end = at + 1 + buffer.readInt32BE(at + 1)
    if (end > buffer.length) break
    messages.push({ type: String.fromCharCode(buffer[at] ?? 0), bytes: buffer.subarray(at, end) })
    at = end
  }
  return { messages, rest: buffer.subarray(at) }
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

const AUTHENTICATION_OK = message('R', Buffer.from([0, 0, 0, 0]))
const READY = message('Z', Buffer.from('I'))

/** Returns the port on 127.0.0.1 where clients find it. */
export async function startTransactionPooler(
  socketPath: string,
  user: string,
  database: string,
): Promise<number> {
  const upstream = await openUpstream(socketPath, user, database)
  const waiting: { client: Socket; bytes: Buffer }[] = []
  const clients = new Set<Socket>()
  let lentTo: Socket | undefined

  const forward = () => {
    for (;;) {
      const index = waiting.findIndex(({ client }) => lentTo === undefined || client === lentTo)
      const next = index === -1 ? undefined : waiting.splice(index, 1)[0]
      if (next === undefined) return
      lentTo = next.client
      upstream.write(next.bytes)
    }
  }
  let pending: Buffer = Buffer.alloc(0)
  upstream.on('data', (chunk: Buffer) => {
    const { messages, rest } = splitMessages(Buffer.concat([pending, chunk]))
    pending = rest
    for (const { type, bytes } of messages) {
      lentTo?.write(bytes)
      if (type === 'Z' && bytes.toString('latin1', 5) === 'I') lentTo = undefined
    }
    forward()
  })
  const server = createServer((client) => {
    clients.add(client)
    serveClient(client, (bytes) => {
      waiting.push({ client, bytes })
      forward()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const client of clients) client.destroy()
    upstream.destroy()
    server.close()
  })
  const address = server.address()
  assert(typeof address === 'object' && address !== null, 'the pooler listens on a port')
  return address.port
}

async function openUpstream(path: string, user: string, database: string): Promise<Socket> {
  const upstream = connect(path)
  const body = Buffer.from(`\0\0\0\0user\0${user}\0database\0${database}\0\0`)
  body.writeInt32BE(PROTOCOL_3)
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  upstream.write(Buffer.concat([length, body]))
  let greeting: Buffer = Buffer.alloc(0)
  while (!splitMessages(greeting).messages.some(({ type }) => type === 'Z')) {
    const [chunk] = await once(upstream, 'data')
    greeting = Buffer.concat([greeting, chunk])
  }
  return upstream
}

function serveClient(client: Socket, send: (bytes: Buffer) => void): void {
  let started = false
  let pending: Buffer = Buffer.alloc(0)
  client.on('error', () => client.destroy())
  client.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk])
    if (!started) {
      if (pending.length < 8 || pending.length < pending.readInt32BE(0)) return
      const isSslRequest = pending.readInt32BE(4) === SSL_REQUEST
      pending = pending.subarray(pending.readInt32BE(0))
      started = !isSslRequest
      client.write(isSslRequest ? 'N' : Buffer.concat([AUTHENTICATION_OK, READY]))
      return
    }
    const { messages, rest } = splitMessages(pending)
    pending = rest
    for (const { type, bytes } of messages) {
      if (type === 'X') client.end()
      else send(bytes)
    }
  })
}
