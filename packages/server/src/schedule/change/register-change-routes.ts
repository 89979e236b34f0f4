import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { refuse } from '../../platform/http/refusal.ts'

export function registerChangeRoutes(http: HttpServer, _context: ServerContext): void {
  const later = async () => refuse('not-ready', { detail: 'This server cannot do this yet.' })
  http.handle(api.previewShiftChange, later)
  http.handle(api.listCoverCandidates, later)
  http.handle(api.requestCover, later)
  http.handle(api.listCoverRequests, later)
  http.handle(api.getCoverRequest, later)
  http.handle(api.acceptCoverRequest, later)
  http.handle(api.declineCoverRequest, later)
  http.handle(api.cancelCoverRequest, later)
  http.handle(api.undoCoverAcceptance, later)
  http.handle(api.takeOverShift, later)
  http.handle(api.arrangeCover, later)
  http.handle(api.setTemporarySchedule, later)
  http.handle(api.cancelOverrideLink, later)
  http.handle(api.getLedger, later)
}
