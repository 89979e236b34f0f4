import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { removeUserArea, setUserArea } from './change-user-area.ts'
import { listAreas } from './list-areas.ts'
import { listPeopleOfArea } from './list-people-of-area.ts'

export function registerAreaRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.listAreas, () => listAreas(context))
  http.handle(api.listPeopleOfArea, ({ params, query }) =>
    listPeopleOfArea(context, params.area, query.depth),
  )
  http.handle(api.setUserArea, ({ principal, params, body }) =>
    setUserArea(context, principal, params, body),
  )
  http.handle(api.removeUserArea, ({ principal, params }) =>
    removeUserArea(context, principal, params),
  )
}
