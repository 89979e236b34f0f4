import * as api from '@evenwatch/api'
import type { ServerContext } from '../platform/context.ts'
import {
  createDefinition,
  deleteDefinition,
  updateDefinition,
} from '../platform/definitions/definition-room.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { showDefinition, showDefinitions } from '../platform/definitions/read-definitions.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { refuse } from '../platform/http/refusal.ts'
import { registerAbsenceRoutes } from './absences/register-absence-routes.ts'
import { registerCalendarRoutes } from './calendar/register-calendar-routes.ts'
import { registerChangeRoutes } from './change/register-change-routes.ts'
import { cancelOverride, createOverride, updateOverride } from './change-overrides.ts'
import { registerFeedRoutes } from './feeds/register-feed-routes.ts'
import { getOnCall } from './get-on-call.ts'
import { acknowledgeHandoffNote } from './handoff/acknowledge-handoff-note.ts'
import { correctHandoffNote } from './handoff/correct-handoff-note.ts'
import { findHandoffNotes } from './handoff/find-handoff-notes.ts'
import { withdrawHandoffNote } from './handoff/withdraw-handoff-note.ts'
import { writeHandoffNote } from './handoff/write-handoff-note.ts'
import { listOverrides } from './list-overrides.ts'
import { listShifts } from './list-shifts.ts'
import { getVersion, listVersions } from './list-versions.ts'
import { registerPlanningRoutes } from './planning/register-planning-routes.ts'
import { previewSchedule } from './preview-schedule.ts'
import { registerQualityRoutes } from './quality/register-quality-routes.ts'
import { registerEventRoutes } from './register-event-routes.ts'
import { scheduleRoom, scheduleRoomAt } from './schedule-room.ts'
import { switchStage } from './switch-stage.ts'
import { undoSchedule } from './undo-schedule.ts'

export function registerScheduleRoutes(http: HttpServer, context: ServerContext): void {
  registerAbsenceRoutes(http, context)
  registerCalendarRoutes(http, context)
  registerFeedRoutes(http, context)
  http.handle(api.listSchedules, ({ principal, query }) =>
    showDefinitions(context, scheduleRoom, principal, query),
  )
  http.handle(api.createSchedule, ({ principal, body }) =>
    createDefinition(context, scheduleRoom, principal, body),
  )
  http.handle(api.getSchedule, ({ principal, params }) =>
    showDefinition(context, scheduleRoom, principal, params.schedule),
  )
  http.handle(api.updateSchedule, ({ principal, params, body, ifMatch }) =>
    updateDefinition(context, roomFor(body.at), principal, params.schedule, body, ifMatch),
  )
  http.handle(api.previewSchedule, ({ params, body }) =>
    previewSchedule(context, params.schedule, body),
  )
  http.handle(api.listScheduleVersions, ({ params, query }) =>
    listVersions(context, params.schedule, query),
  )
  http.handle(api.getScheduleVersion, ({ params }) =>
    getVersion(context, params.schedule, params.version),
  )
  http.handle(api.undoSchedule, ({ principal, params, body, ifMatch }) =>
    undoSchedule(context, principal, params.schedule, body.version, ifMatch),
  )
  http.handle(api.switchStage, ({ principal, params, body }) =>
    switchStage(context, principal, params.schedule, body),
  )
  http.handle(api.deleteSchedule, ({ principal, params, ifMatch }) =>
    deleteDefinition(context, scheduleRoom, principal, params.schedule, ifMatch),
  )
  http.handle(api.getOnCall, ({ params, query }) => getOnCall(context, params.schedule, query))
  http.handle(api.listShifts, ({ params, query }) => listShifts(context, params.schedule, query))
  http.handle(api.listOverrides, ({ params, query }) =>
    listOverrides(context, params.schedule, query),
  )
  http.handle(api.createOverride, ({ principal, params, query, body }) =>
    createOverride(context, principal, params.schedule, body, query),
  )
  http.handle(api.updateOverride, ({ principal, params, query, body, ifMatch }) =>
    updateOverride(context, principal, params.schedule, params.override, body, {
      ...query,
      ifMatch,
    }),
  )
  http.handle(api.cancelOverride, ({ principal, params, query }) =>
    cancelOverride(context, principal, params.schedule, params.override, query),
  )
  registerQualityRoutes(http, context)
  registerPlanningRoutes(http, context)
  registerEventRoutes(http, context)
  registerHandoffNotes(http, context)
  registerChangeRoutes(http, context)
}

function registerHandoffNotes(http: HttpServer, context: ServerContext): void {
  http.handle(api.listHandoffNotes, async ({ params }) => {
    const schedule = await findDefinition(context.pool, 'Schedule', params.schedule)
    if (!schedule) return refuse('not-found')
    return { items: await findHandoffNotes(context, { scheduleId: schedule.id }) }
  })
  http.handle(api.listMyHandoffNotes, async ({ principal: { userId } }) => ({
    items: userId === null ? [] : await findHandoffNotes(context, { unreadOf: userId }),
  }))
  http.handle(api.listWrittenHandoffNotes, async ({ principal: { userId } }) => ({
    items: userId === null ? [] : await findHandoffNotes(context, { writtenBy: userId }),
  }))
  http.handle(api.withdrawHandoffNote, ({ principal, params }) =>
    withdrawHandoffNote(context, principal, params.note),
  )
  http.handle(api.correctHandoffNote, ({ principal, params, body }) =>
    correctHandoffNote(context, principal, params.note, body.text),
  )
  http.handle(api.writeHandoffNote, ({ principal, params, body }) =>
    writeHandoffNote(context, principal, params.schedule, body),
  )
  http.handle(api.acknowledgeHandoffNote, ({ principal, params }) =>
    acknowledgeHandoffNote(context, principal, params.note),
  )
}

function roomFor(at: string | undefined) {
  return at === undefined ? scheduleRoom : scheduleRoomAt(Date.parse(at))
}
