// What the product says about itself: status, diagnosis, health, figures, the stream.

import * as api from '@evenwatch/api'
import type { ServerContext } from '../platform/context.ts'
import type { Authenticate, HttpServer } from '../platform/http/http-server.ts'
import { registerStreamRoute } from '../platform/stream/register-stream-route.ts'
import type { Metrics } from '../platform/telemetry/metrics.ts'
import { registerTelemetry } from '../platform/telemetry/register-telemetry.ts'
import { type DiagnosisDeps, getDiagnosis } from './diagnosis/get-diagnosis.ts'
import { getStatus, type StatusDeps } from './health/get-status.ts'
import { type ReadyProbes, registerHealthRoutes } from './health/register-health-routes.ts'

export type PlatformDeps = StatusDeps &
  DiagnosisDeps &
  ReadyProbes & { readonly metrics: Metrics; readonly authenticate: Authenticate }

/** Before the rooms' routes, so that every call is measured. */
export function registerPlatformRoutes(
  http: HttpServer,
  context: ServerContext,
  deps: PlatformDeps,
): void {
  registerTelemetry(http, deps.metrics)
  registerHealthRoutes(http, context, deps)
  http.handle(api.getStatus, () => getStatus(context, deps))
  http.handle(api.getDiagnosis, () => getDiagnosis(context, deps))
  const streams = registerStreamRoute(http, context, deps.authenticate)
  deps.metrics.watchStreams(() => streams.size)
}
