import * as api from '@evenwatch/api'
import type { ServerContext } from '../platform/context.ts'
import {
  createDefinition,
  deleteDefinition,
  updateDefinition,
} from '../platform/definitions/definition-room.ts'
import { showDefinition, showDefinitions } from '../platform/definitions/read-definitions.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { getOnCallOverview } from './get-on-call-overview.ts'
import { policyRoom } from './policy-room.ts'

export function registerEscalationPolicyRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.listEscalationPolicies, ({ principal, query }) =>
    showDefinitions(context, policyRoom, principal, query),
  )
  http.handle(api.createEscalationPolicy, ({ principal, body }) =>
    createDefinition(context, policyRoom, principal, body),
  )
  http.handle(api.getEscalationPolicy, ({ principal, params }) =>
    showDefinition(context, policyRoom, principal, params.policy),
  )
  http.handle(api.updateEscalationPolicy, ({ principal, params, body, ifMatch }) =>
    updateDefinition(context, policyRoom, principal, params.policy, body, ifMatch),
  )
  http.handle(api.deleteEscalationPolicy, ({ principal, params, ifMatch }) =>
    deleteDefinition(context, policyRoom, principal, params.policy, ifMatch),
  )
  http.handle(api.getOnCallOverview, ({ principal, query }) =>
    getOnCallOverview(context, principal, query),
  )
}
