import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import {
  createCalendarFeed,
  deleteCalendarFeed,
  fetchCalendarFeed,
  updateCalendarFeed,
} from './change-feeds.ts'
import { listCalendarFeeds } from './list-calendar-feeds.ts'

export function registerFeedRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.listCalendarFeeds, ({ principal, query }) =>
    listCalendarFeeds(context, principal, query),
  )
  http.handle(api.createCalendarFeed, ({ principal, body }) =>
    createCalendarFeed(context, principal, body),
  )
  http.handle(api.updateCalendarFeed, ({ principal, params, body }) =>
    updateCalendarFeed(context, principal, params.feed, body),
  )
  http.handle(api.deleteCalendarFeed, ({ principal, params }) =>
    deleteCalendarFeed(context, principal, params.feed),
  )
  http.handle(api.fetchCalendarFeed, ({ principal, params }) =>
    fetchCalendarFeed(context, principal, params.feed),
  )
}
