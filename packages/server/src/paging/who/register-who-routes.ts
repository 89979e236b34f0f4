import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { answerWho } from './answer-who.ts'

export function registerWhoRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.findWhoIsOnCall, ({ query, principal }) => answerWho(context, principal, query))
}
