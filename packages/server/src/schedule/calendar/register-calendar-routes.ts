import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import {
  createCalendarLink,
  revokeCalendarLink,
  rotateCalendarLink,
} from './links/change-calendar-links.ts'
import { listCalendarLinks } from './links/list-calendar-links.ts'
import { registerCalendarPage } from './register-calendar-page.ts'

export function registerCalendarRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.listCalendarLinks, ({ principal, query }) =>
    listCalendarLinks(context, principal, query),
  )
  http.handle(api.createCalendarLink, ({ principal, body }) =>
    createCalendarLink(context, principal, body),
  )
  http.handle(api.rotateCalendarLink, ({ principal, params }) =>
    rotateCalendarLink(context, principal, params.link),
  )
  http.handle(api.revokeCalendarLink, ({ principal, params }) =>
    revokeCalendarLink(context, principal, params.link),
  )
  registerCalendarPage(http.app, context)
}
