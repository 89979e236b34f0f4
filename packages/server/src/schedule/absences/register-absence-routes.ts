import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { cancelAbsence, createAbsence } from './change-absences.ts'
import { listAbsences, listUserAbsences } from './list-absences.ts'

export function registerAbsenceRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.listUserAbsences, ({ principal, params, query }) =>
    listUserAbsences(context, principal, params.user, query),
  )
  http.handle(api.createAbsence, ({ principal, params, body }) =>
    createAbsence(context, principal, params.user, body),
  )
  http.handle(api.cancelAbsence, ({ principal, params }) =>
    cancelAbsence(context, principal, params.user, params.absence),
  )
  http.handle(api.listAbsences, ({ principal, query }) => listAbsences(context, principal, query))
}
