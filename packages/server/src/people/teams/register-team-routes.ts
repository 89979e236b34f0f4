import { createTeam, deleteTeam, getTeam, listTeams, updateTeam } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import {
  createDefinition,
  deleteDefinition,
  updateDefinition,
} from '../../platform/definitions/definition-room.ts'
import { showDefinition, showDefinitions } from '../../platform/definitions/read-definitions.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'
import { teamRoom } from './team-room.ts'

export function registerTeamRoutes(http: HttpServer, context: ServerContext): void {
  http.handle(listTeams, ({ principal, query }) =>
    showDefinitions(context, teamRoom, principal, query),
  )
  http.handle(createTeam, ({ principal, body }) =>
    createDefinition(context, teamRoom, principal, body),
  )
  http.handle(getTeam, ({ principal, params }) =>
    showDefinition(context, teamRoom, principal, params.team),
  )
  http.handle(updateTeam, ({ principal, params, body, ifMatch }) =>
    updateDefinition(context, teamRoom, principal, params.team, body, ifMatch),
  )
  http.handle(deleteTeam, ({ principal, params, ifMatch }) =>
    deleteDefinition(context, teamRoom, principal, params.team, ifMatch),
  )
}
