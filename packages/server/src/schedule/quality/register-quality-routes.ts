import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { assessScheduleDraft } from './assess-schedule-draft.ts'
import { getScheduleCalendar } from './get-schedule-calendar.ts'
import { getScheduleQuality } from './get-schedule-quality.ts'
import { reviewSchedule } from './review-schedule.ts'

export function registerQualityRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.getScheduleQuality, ({ params, query }) =>
    getScheduleQuality(context, params.schedule, query),
  )
  http.handle(api.assessScheduleDraft, ({ params, body }) =>
    assessScheduleDraft(context, params.schedule, body),
  )
  http.handle(api.reviewSchedule, ({ principal, params }) =>
    reviewSchedule(context, principal, params.schedule),
  )
  http.handle(api.getScheduleCalendar, ({ query }) => getScheduleCalendar(context, query))
}
