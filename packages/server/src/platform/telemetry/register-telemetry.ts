// `/metrics`, and the duration of every call. Routes are labelled by their pattern, never by the
// path that was asked for.

import type { HttpServer } from '../http/http-server.ts'
import type { Metrics } from './metrics.ts'

export function registerTelemetry(http: HttpServer, metrics: Metrics): void {
  http.app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    metrics.callAnswered(route, request.method, reply.statusCode, reply.elapsedTime)
  })
  http.app.get('/metrics', { schema: { hide: true } }, async (_, reply) => {
    const text = await metrics.registry.metrics()
    return reply
      .header('content-type', metrics.registry.contentType)
      .serializer((body: unknown) => String(body))
      .send(text)
  })
}
