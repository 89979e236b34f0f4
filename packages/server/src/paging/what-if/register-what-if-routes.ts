import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { answerWhatIf } from './answer-what-if.ts'

export function registerWhatIfRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.askWhatIf, ({ body }) => answerWhatIf(context, body))
}
