import * as api from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import type { ServerContext } from '../platform/context.ts'
import {
  createDefinition,
  deleteDefinition,
  updateDefinition,
} from '../platform/definitions/definition-room.ts'
import { showDefinition, showDefinitions } from '../platform/definitions/read-definitions.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { registerAreaRoutes } from './areas/register-area-routes.ts'
import { addIntegration, addIntegrationKey, removeIntegration } from './change-integrations.ts'
import { createServiceRoom } from './service-room.ts'

/** How long older keys work beside a new one when the caller names no end. */
const KEY_OVERLAP_DEFAULT_MS = 7 * DAY_MS

export function registerServiceRoutes(http: HttpServer, context: ServerContext): void {
  const room = createServiceRoom(context)
  registerAreaRoutes(http, context)
  http.handle(api.listServices, ({ principal, query }) =>
    showDefinitions(context, room, principal, query),
  )
  http.handle(api.createService, ({ principal, body }) =>
    createDefinition(context, room, principal, body),
  )
  http.handle(api.getService, ({ principal, params }) =>
    showDefinition(context, room, principal, params.service),
  )
  http.handle(api.updateService, ({ principal, params, body, ifMatch }) =>
    updateDefinition(context, room, principal, params.service, body, ifMatch),
  )
  http.handle(api.deleteService, ({ principal, params, ifMatch }) =>
    deleteDefinition(context, room, principal, params.service, ifMatch),
  )
  http.handle(api.addIntegration, ({ principal, params, body }) =>
    addIntegration(context, principal, params.service, body),
  )
  http.handle(api.removeIntegration, ({ principal, params }) =>
    removeIntegration(context, principal, params.service, params.integration),
  )
  http.handle(api.addIntegrationKey, ({ principal, params, body }) => {
    const end = body.othersEndAt
    const othersEndAt =
      end === undefined ? context.clock.now() + KEY_OVERLAP_DEFAULT_MS : Date.parse(end)
    return addIntegrationKey(context, principal, params.service, params.integration, othersEndAt)
  })
}
