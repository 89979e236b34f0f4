import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { planSchedulePeriod } from './plan-schedule-period.ts'

export function registerPlanningRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.planPeriod, ({ params, body }) =>
    planSchedulePeriod(context, params.schedule, body),
  )
}
