import * as api from '@evenwatch/api'
import type { ServerContext } from '../platform/context.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { applyConfiguration, planConfiguration } from './apply-configuration.ts'
import { detachObject } from './detach-object.ts'
import { exportConfiguration } from './export-configuration.ts'

export function registerConfigurationRoutes(http: HttpServer, context: ServerContext): void {
  const schema = api.configurationJsonSchema()
  http.handle(api.planConfiguration, ({ principal, body }) =>
    planConfiguration(context, principal, body),
  )
  http.handle(api.applyConfiguration, ({ principal, body }) =>
    applyConfiguration(context, principal, body),
  )
  http.handle(api.exportConfiguration, ({ query }) => exportConfiguration(context, query))
  http.handle(api.detachObject, ({ principal, body }) => detachObject(context, principal, body))
  http.handle(api.configurationSchema, async () => schema)
}
