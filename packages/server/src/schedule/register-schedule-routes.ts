import * as api from '@evenwatch/api'
import type { ServerContext } from '../platform/context.ts'
import {
  createDefinition,
  deleteDefinition,
  updateDefinition,
} from '../platform/definitions/definition-room.ts'
import { showDefinition, showDefinitions } from '../platform/definitions/read-definitions.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { cancelOverride, createOverride, updateOverride } from './change-overrides.ts'
import { getOnCall } from './get-on-call.ts'
import { listOverrides } from './list-overrides.ts'
import { listShifts } from './list-shifts.ts'
import { getVersion, listVersions } from './list-versions.ts'
import { previewSchedule } from './preview-schedule.ts'
import { scheduleRoom, scheduleRoomAt } from './schedule-room.ts'
import { switchStage } from './switch-stage.ts'
import { undoSchedule } from './undo-schedule.ts'

export function registerScheduleRoutes(http: HttpServer, context: ServerContext): void {
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
  http.handle(api.createOverride, ({ principal, params, body }) =>
    createOverride(context, principal, params.schedule, body),
  )
  http.handle(api.updateOverride, ({ principal, params, body, ifMatch }) =>
    updateOverride(context, principal, params.schedule, params.override, body, ifMatch),
  )
  http.handle(api.cancelOverride, ({ principal, params }) =>
    cancelOverride(context, principal, params.schedule, params.override),
  )
}

function roomFor(at: string | undefined) {
  return at === undefined ? scheduleRoom : scheduleRoomAt(Date.parse(at))
}
