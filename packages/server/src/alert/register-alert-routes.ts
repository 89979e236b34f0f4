// The routes of alert groups and alerts: each is one operation of this room.

import * as api from '@evenwatch/api'
import type { GroupAction } from '@evenwatch/core'
import { getGroupEscalation } from '../paging/reads/get-group-escalation.ts'
import type { ServerContext } from '../platform/context.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { idempotent } from '../platform/http/idempotency.ts'
import { formatActor } from '../platform/http/principal.ts'
import { refuse } from '../platform/http/refusal.ts'
import { actOnGroup } from './actions/act-on-group.ts'
import { actOnOneAlert } from './actions/act-on-one-alert.ts'
import type { AlertDeps } from './actions/alert-deps.ts'
import { readBulkAction } from './actions/read-bulk-action.ts'
import { getAlertGroup } from './reads/get-alert-group.ts'
import { getGroupTimeline } from './reads/get-group-timeline.ts'
import { findGroup } from './reads/group-row.ts'
import { listAlertGroups } from './reads/list-alert-groups.ts'
import { listAlertsOfGroup } from './reads/list-alerts-of-group.ts'

export function registerAlertRoutes(
  http: HttpServer,
  context: ServerContext,
  deps: AlertDeps,
): void {
  registerReads(http, context, deps)
  registerGroupActions(http, context, deps)
  registerAlertActions(http, context, deps)
}

function registerReads(http: HttpServer, context: ServerContext, deps: AlertDeps): void {
  http.handle(api.listAlertGroups, ({ query, principal }) =>
    listAlertGroups(context, deps.pinnedPolicy, query, principal.userId),
  )
  http.handle(api.getAlertGroup, ({ params }) =>
    getAlertGroup(context, deps.pinnedPolicy, params.group),
  )
  http.handle(api.listAlertsOfGroup, ({ params, query }) =>
    listAlertsOfGroup(context, params.group, query),
  )
  http.handle(api.getGroupTimeline, ({ params, query }) =>
    getGroupTimeline(context, params.group, query),
  )
  http.handle(api.getGroupEscalation, async ({ params }) => {
    const row = await findGroup(context.pool, params.group)
    if (!row) return refuse('not-found')
    const { id, status, urgency } = row
    return getGroupEscalation(context, deps.pinnedPolicy, {
      id,
      status,
      urgency,
      wakeAt: row.wake_at,
    })
  })
}

function registerGroupActions(http: HttpServer, context: ServerContext, deps: AlertDeps): void {
  http.handle(api.acknowledgeGroup, ({ params, body, principal }) =>
    actOnGroup(context, deps, params.group, withReason('acknowledge', body.reason), principal),
  )
  http.handle(api.resolveGroup, ({ params, body, principal }) =>
    actOnGroup(context, deps, params.group, withReason('resolve', body.reason), principal),
  )
  http.handle(api.reopenGroup, ({ params, body, principal }) =>
    actOnGroup(context, deps, params.group, withReason('reopen', body.reason), principal),
  )
  http.handle(api.escalateGroup, ({ params, body, principal }) =>
    actOnGroup(context, deps, params.group, withReason('escalate', body.reason), principal),
  )
  http.handle(api.snoozeGroup, async ({ params, body, principal }) => {
    const action = readBulkAction('snooze', body.until, context.clock.now())
    if ('refused' in action) return action
    return actOnGroup(context, deps, params.group, action, principal)
  })
  http.handle(
    api.addNote,
    idempotent<typeof api.addNote>(context, ({ params, body, principal }) =>
      actOnGroup(context, deps, params.group, { kind: 'note', text: body.text }, principal),
    ),
  )
  http.handle(api.actOnGroups, async ({ body, principal }) => {
    const action = readBulkAction(body.action, body.until, context.clock.now())
    if ('refused' in action) return action
    const ids = [...new Set(body.groups)]
    const outcomes = await deps.actOnGroups(context, ids, action, formatActor(principal.actor))
    return { results: outcomes.map(({ groupId, outcome }) => ({ group: groupId, outcome })) }
  })
}

function registerAlertActions(http: HttpServer, context: ServerContext, deps: AlertDeps): void {
  http.handle(api.acknowledgeAlert, ({ params, body, principal }) =>
    actOnOneAlert(context, deps, params.alert, 'acknowledge', body.reason ?? null, principal),
  )
  http.handle(api.resolveAlert, ({ params, body, principal }) =>
    actOnOneAlert(context, deps, params.alert, 'resolve', body.reason ?? null, principal),
  )
}

function withReason(
  kind: 'acknowledge' | 'resolve' | 'reopen' | 'escalate',
  reason: string | undefined,
): GroupAction {
  return reason === undefined ? { kind } : { kind, reason }
}
