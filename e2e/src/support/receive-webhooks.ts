// A receiver of outgoing webhooks that keeps what it was posted.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from './eventually.ts'
import { stopAtEnd } from './stop-at-end.ts'

export type ReceivedWebhook = {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** As it came, which is what is signed. */
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

export type WebhookReceiver = {
  readonly url: string
  readonly received: readonly ReceivedWebhook[]
  /** The post with this place among those to one path, counted from 1. */
  next(path: string, place?: number): Promise<ReceivedWebhook>
}

export async function receiveWebhooks(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const { url = '', headers } = request
      received.push({ path: url, headers, text, body: JSON.parse(text) })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stopAtEnd(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    next: (path, place = 1) =>
      eventually(
        `webhook ${place} to ${path}`,
        () => received.filter((one) => one.path === path)[place - 1],
        () => received.map((one) => one.path),
      ),
  }
}
