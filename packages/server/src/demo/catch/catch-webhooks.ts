// A real HTTP receiver on loopback that takes every webhook and shows it with the headers by which
// a receiver checks it.

import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { actUrlIn, type CaughtMessages } from './caught-messages.ts'

const BODY_BYTES_MAX = 1_048_576
/** What a receiver looks at; the others say nothing about the message. */
const SHOWN_HEADERS = /^(webhook-|content-type$|user-agent$)/

export type WebhookCatcher = {
  /** Address of a person's webhook. */
  urlOf(userName: string): string
  close(): Promise<void>
}

export async function catchWebhooks(caught: CaughtMessages): Promise<WebhookCatcher> {
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        if (body === null) return response.writeHead(413).end()
        keep(caught, request, body)
        return response.writeHead(204).end()
      },
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    urlOf: (userName) => `http://127.0.0.1:${port}/${userName}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Null when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function keep(caught: CaughtMessages, request: IncomingMessage, body: string): void {
  const parsed = parseObject(body)
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    SHOWN_HEADERS.test(name) ? [[name, String(value)] as const] : [],
  )
  const summary = typeof parsed?.summary === 'string' ? parsed.summary : '(a webhook)'
  caught.add({
    to: (request.url ?? '/').slice(1),
    subject: summary,
    actUrl: actUrlIn(typeof parsed?.actUrl === 'string' ? parsed.actUrl : ''),
    body: { kind: 'webhook', headers, json: parsed ? JSON.stringify(parsed, null, 2) : body },
  })
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
