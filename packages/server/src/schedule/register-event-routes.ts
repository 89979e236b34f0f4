import * as api from '@evenwatch/api'
import type { ServerContext } from '../platform/context.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { answerConcern } from './concerns/answer-concern.ts'
import { fileConcern } from './concerns/file-concern.ts'
import { listConcerns } from './concerns/list-concerns.ts'
import { cancelBusinessEvent, createBusinessEvent } from './events/change-events.ts'
import { listBusinessEvents } from './events/list-events.ts'

export function registerEventRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.listBusinessEvents, ({ query }) => listBusinessEvents(context, query))
  http.handle(api.createBusinessEvent, ({ principal, body }) =>
    createBusinessEvent(context, principal, body),
  )
  http.handle(api.cancelBusinessEvent, ({ principal, params }) =>
    cancelBusinessEvent(context, principal, params.event),
  )
  http.handle(api.listConcerns, ({ params }) => listConcerns(context, params.schedule))
  // Never kept under an Idempotency-Key: that would store beside the answer who asked.
  http.handle(api.fileConcern, ({ principal, params, body }) =>
    fileConcern(context, principal, params.schedule, body),
  )
  http.handle(api.answerConcern, ({ principal, params, body }) =>
    answerConcern(context, principal, params, body.answer),
  )
}
