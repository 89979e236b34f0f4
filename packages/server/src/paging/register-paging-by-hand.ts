// Paging by hand, trying a service out, and the inbox. What creates may carry an Idempotency-Key.

import * as api from '@evenwatch/api'
import { fireTestAlert } from '../catalog/test-alert/fire-test-alert.ts'
import type { ServerContext } from '../platform/context.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { idempotent } from '../platform/http/idempotency.ts'
import { pageSomeone } from './by-hand/page-someone.ts'
import type { PagingDeps } from './by-hand/paging-deps.ts'
import { listInbox } from './inbox/list-inbox.ts'

export function registerPagingByHand(
  http: HttpServer,
  context: ServerContext,
  deps: PagingDeps,
): void {
  http.handle(
    api.pageSomeone,
    idempotent<typeof api.pageSomeone>(context, ({ body, principal }) =>
      pageSomeone(context, deps, body, principal),
    ),
  )
  http.handle(
    api.fireTestAlert,
    idempotent<typeof api.fireTestAlert>(context, ({ params, principal }) =>
      fireTestAlert(context, deps, params.service, principal),
    ),
  )
  http.handle(api.listInbox, ({ query, principal }) => listInbox(context, principal.userId, query))
}
