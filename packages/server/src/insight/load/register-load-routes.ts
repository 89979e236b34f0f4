import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { getScheduleLoad } from './get-schedule-load.ts'
import { getTeamLoad } from './get-team-load.ts'
import { getUserLoad } from './get-user-load.ts'

export function registerLoadRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.getUserLoad, ({ principal, params, query }) =>
    getUserLoad(context, principal, params.user, query),
  )
  http.handle(api.getTeamLoad, ({ principal, params, query }) =>
    getTeamLoad(context, principal, params.team, query),
  )
  http.handle(api.getScheduleLoad, ({ principal, params, query }) =>
    getScheduleLoad(context, principal, params.schedule, query),
  )
}
