// Areas: what people must be able to handle, who can, and how that is known.

import { AREA_DEPTHS } from '@evenwatch/core'
import { z } from 'zod'
import {
  actorSchema,
  emptySchema,
  instantSchema,
  nameSchema,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { personRefSchema } from '../schedule/routes.ts'

const observer = { kind: 'role', role: 'observer' } as const
const self = { kind: 'self-or', role: 'admin' } as const

export const areaDepthSchema = z
  .enum(AREA_DEPTHS)
  .describe('`owner`, `alone`: can run it without help; `learning`: with help.')

const statedSchema = z.object({
  depth: areaDepthSchema,
  note: z.string(),
  by: actorSchema,
  at: instantSchema,
})

export const areaSchema = z.object({
  area: z.string(),
  services: z.array(z.string()).describe('Services that are, or are labelled with, this area.'),
  schedules: z.array(z.string()).describe('Schedules whose people must be able to handle it.'),
  people: z.array(z.object({ user: personRefSchema, depth: areaDepthSchema })),
})
export type AreaView = z.infer<typeof areaSchema>

export const areaPersonSchema = z.object({
  user: personRefSchema,
  depth: areaDepthSchema.nullable().describe('As stated; null when only evidence is known.'),
  stated: statedSchema.nullable(),
  owns: z
    .array(z.object({ team: z.string(), isLead: z.boolean(), services: z.array(z.string()) }))
    .describe('Teams of the person that own services of the area.'),
  responses: z.object({
    count: z.number().int().describe('Alert groups acknowledged or resolved in 180 days.'),
    lastAt: instantSchema.nullable(),
  }),
})
export type AreaPersonView = z.infer<typeof areaPersonSchema>

export const listAreas = route({
  id: 'listAreas',
  method: 'GET',
  path: '/api/v1/areas',
  tag: 'areas',
  summary: 'Every area that a service, a schedule or a person names',
  access: observer,
  response: z.object({ areas: z.array(areaSchema) }),
  errors: [],
})

export const listPeopleOfArea = route({
  id: 'listPeopleOfArea',
  method: 'GET',
  path: '/api/v1/areas/{area}/people',
  tag: 'areas',
  summary: 'Who can handle an area, with the evidence for each',
  access: observer,
  params: z.object({ area: nameSchema }),
  query: z.object({
    depth: areaDepthSchema
      .optional()
      .describe(
        'At least this deep: `alone` lists owners as well. Absent: everybody with evidence.',
      ),
  }),
  response: z.object({ area: z.string(), people: z.array(areaPersonSchema) }),
  errors: ['not-found'],
})

const userArea = z.object({ user: refSchema, area: nameSchema })

export const setUserArea = route({
  id: 'setUserArea',
  method: 'PUT',
  path: '/api/v1/users/{user}/areas/{area}',
  tag: 'areas',
  summary: 'State how well a person knows an area',
  access: self,
  params: userArea,
  body: z.object({ depth: areaDepthSchema, note: z.string().max(500).default('') }),
  response: statedSchema,
  errors: ['not-found', 'invalid-request', 'state-conflict'],
})

export const removeUserArea = route({
  id: 'removeUserArea',
  method: 'DELETE',
  path: '/api/v1/users/{user}/areas/{area}',
  tag: 'areas',
  summary: 'Take back what was stated about a person and an area',
  access: self,
  params: userArea,
  response: emptySchema,
  errors: ['not-found'],
})
