import * as api from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { acceptCoverRequest } from './accept-cover-request.ts'
import { arrangeCover } from './arrange-cover.ts'
import { cancelCoverRequest } from './cancel-cover-request.ts'
import { cancelOverrideLink } from './cancel-override-link.ts'
import { declineCoverRequest } from './decline-cover-request.ts'
import { getLedger } from './get-ledger.ts'
import { listCoverCandidates } from './list-cover-candidates.ts'
import { getCoverRequest, listCoverRequests } from './list-cover-requests.ts'
import { previewShiftChange } from './preview-shift-change.ts'
import { requestCover } from './request-cover.ts'
import { setTemporarySchedule } from './set-temporary-schedule.ts'
import { takeOverShift } from './take-over-shift.ts'
import { undoCoverAcceptance } from './undo-cover-acceptance.ts'

export function registerChangeRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(api.previewShiftChange, ({ principal, params, body }) =>
    previewShiftChange(context, principal, params.schedule, body),
  )
  http.handle(api.listCoverCandidates, ({ principal, params, query }) =>
    listCoverCandidates(context, principal, params.schedule, query),
  )
  http.handle(api.requestCover, ({ principal, params, body }) =>
    requestCover(context, principal, params.schedule, body),
  )
  http.handle(api.listCoverRequests, ({ principal, query }) =>
    listCoverRequests(context, principal, query),
  )
  http.handle(api.getCoverRequest, ({ principal, params }) =>
    getCoverRequest(context, principal, params.request),
  )
  http.handle(api.acceptCoverRequest, ({ principal, params, body }) =>
    acceptCoverRequest(context, principal, params.request, body),
  )
  http.handle(api.declineCoverRequest, ({ principal, params, body }) =>
    declineCoverRequest(context, principal, params.request, body),
  )
  http.handle(api.cancelCoverRequest, ({ principal, params, body }) =>
    cancelCoverRequest(context, principal, params.request, body),
  )
  http.handle(api.undoCoverAcceptance, ({ principal, params, query, body }) =>
    undoCoverAcceptance(context, principal, params.request, { ...body, ...query }),
  )
  http.handle(api.takeOverShift, ({ principal, params, body }) =>
    takeOverShift(context, principal, params.schedule, body),
  )
  http.handle(api.arrangeCover, ({ principal, params, body }) =>
    arrangeCover(context, principal, params.schedule, body),
  )
  http.handle(api.setTemporarySchedule, ({ principal, params, body }) =>
    setTemporarySchedule(context, principal, params.schedule, body),
  )
  http.handle(api.cancelOverrideLink, ({ principal, params, query }) =>
    cancelOverrideLink(context, principal, params.schedule, params.link, query.confirm),
  )
  http.handle(api.getLedger, ({ principal, params, query }) =>
    getLedger(context, principal, params.user, query),
  )
}
