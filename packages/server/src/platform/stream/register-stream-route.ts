// `GET /api/v1/stream`: server-sent events for everybody who is signed in.

import type { ServerContext } from '../context.ts'
import { type Authenticate, type HttpServer, sendProblem } from '../http/http-server.ts'
import { isRefusal } from '../http/refusal.ts'
import { StreamHub } from './stream-hub.ts'
import { parsePosition } from './stream-position.ts'

export const STREAM_PATH = '/api/v1/stream'
/** How long browsers wait before they come back. */
const RETRY_MS = 2_000

export function registerStreamRoute(
  http: HttpServer,
  context: ServerContext,
  authenticate: Authenticate,
): StreamHub {
  const hub = new StreamHub(context)
  // Before the server stops listening: it would otherwise wait for streams that never end.
  http.app.addHook('preClose', () => hub.close())
  http.app.get(STREAM_PATH, { schema: { hide: true } }, async (request, reply) => {
    const principal = await authenticate(request)
    if (principal === null) return sendProblem(request, reply, 'not-signed-in', {})
    if (isRefusal(principal))
      return sendProblem(request, reply, principal.refused, principal.extras)
    if (hub.isFull) {
      return sendProblem(request, reply, 'overloaded', { detail: 'Too many open streams.' })
    }
    reply.hijack()
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      // Proxies that buffer would hold the hints back.
      'x-accel-buffering': 'no',
    })
    reply.raw.write(`retry: ${RETRY_MS}\n\n`)
    await hub.welcome({
      viewer: { userId: principal.userId },
      response: reply.raw,
      lastEventId: readLastEventId(request.headers['last-event-id']),
      isStillWelcome: async () => {
        const again = await authenticate(request)
        return again !== null && !isRefusal(again)
      },
    })
  })
  return hub
}

function readLastEventId(header: string | string[] | undefined) {
  return typeof header === 'string' ? parsePosition(header) : null
}
