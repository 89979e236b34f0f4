// Teams: their leads, members and limits.

import { z } from 'zod'
import { teamSpecSchema } from '../configuration/kinds.ts'
import {
  emptySchema,
  idSchema,
  nameSchema,
  pageOf,
  pageQuery,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { manager, observer } from './route-parts.ts'

export const teamSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  spec: teamSpecSchema,
  managedBy: z.string().nullable(),
  version: z.number().int(),
})
export type TeamView = z.infer<typeof teamSchema>

const teamParams = z.object({ team: refSchema })
const lead = { kind: 'team-lead-or', role: 'manager' } as const

export const listTeams = route({
  id: 'listTeams',
  method: 'GET',
  path: '/api/v1/teams',
  tag: 'people',
  summary: 'Teams',
  access: observer,
  query: z.object(pageQuery),
  response: pageOf(teamSchema),
  errors: [],
})

export const createTeam = route({
  id: 'createTeam',
  method: 'POST',
  path: '/api/v1/teams',
  tag: 'people',
  summary: 'Create a team',
  access: manager,
  body: z.object({
    name: nameSchema,
    displayName: z.string().max(128).optional(),
    spec: teamSpecSchema,
  }),
  response: teamSchema,
  errors: ['invalid-request', 'name-taken'],
})

export const getTeam = route({
  id: 'getTeam',
  method: 'GET',
  path: '/api/v1/teams/{team}',
  tag: 'people',
  summary: 'One team',
  access: observer,
  params: teamParams,
  response: teamSchema,
  errors: ['not-found'],
})

export const updateTeam = route({
  id: 'updateTeam',
  method: 'PUT',
  path: '/api/v1/teams/{team}',
  tag: 'people',
  summary: 'Replace a team',
  access: lead,
  params: teamParams,
  body: z.object({
    name: nameSchema.optional(),
    displayName: z.string().max(128).optional(),
    spec: teamSpecSchema,
  }),
  response: teamSchema,
  errors: ['not-found', 'invalid-request', 'name-taken', 'version-conflict', 'managed-by-files'],
})

export const deleteTeam = route({
  id: 'deleteTeam',
  method: 'DELETE',
  path: '/api/v1/teams/{team}',
  tag: 'people',
  summary: 'Delete a team that nothing refers to',
  access: manager,
  params: teamParams,
  response: emptySchema,
  errors: ['not-found', 'in-use', 'managed-by-files'],
})
