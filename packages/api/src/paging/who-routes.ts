// Who is on call for X, now and at a moment, and how to reach them: one search for everybody in the
// organisation.

import { CHANNELS, WHO_KINDS, WHO_LIMITS } from '@evenwatch/core'
import { z } from 'zod'
import { instantSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { personRefSchema } from '../schedule/routes.ts'
import { whatIfTargetSchema } from './what-if-routes.ts'

const named = z.object({ name: z.string(), displayName: z.string() })

export const whoPersonSchema = z.object({
  user: personRefSchema,
  timeZone: z.string(),
  until: instantSchema.nullable().describe('When the shift ends; null: no shift, or an open end.'),
  reasons: z.array(z.string()),
  isReachable: z.boolean().describe('Whether a page of high urgency reaches them.'),
  reach: z
    .array(
      z.object({
        name: z.string(),
        type: z.enum(CHANNELS),
        address: z.string().describe('A webhook’s is cut to its host, but for its owner.'),
        verified: z.boolean(),
      }),
    )
    .describe('Their contact methods, in their own order.'),
})
export const whoLevelSchema = z.object({
  kind: z.enum(['step', 'last-resort', 'on-call', 'leads', 'person']),
  words: z.string(),
  afterMs: z.number().int().nullable().describe('After the alert, for a step.'),
  schedule: named.nullable(),
  people: z.array(whoPersonSchema),
  policies: z
    .array(named)
    .describe('Policies that are on call; `people` has whom their first step pages.'),
  morePeople: z.number().int(),
  gaps: z.array(z.object({ schedule: named, until: instantSchema.nullable() })),
  next: z.array(
    z.object({
      schedule: named,
      startsAt: instantSchema,
      people: z.array(personRefSchema),
      policies: z.array(named),
    }),
  ),
})
export const whoHitSchema = z.object({
  kind: z.enum(WHO_KINDS),
  name: z.string(),
  displayName: z.string(),
  about: z.string(),
  page: whatIfTargetSchema.describe('Whom a page by hand would name.'),
  levels: z.array(whoLevelSchema).describe('In the order in which to turn to them.'),
})
export type WhoHitView = z.infer<typeof whoHitSchema>

export const findWhoIsOnCall = route({
  id: 'findWhoIsOnCall',
  method: 'GET',
  path: '/api/v1/who',
  tag: 'paging',
  summary: 'Who is on call for a service, team, schedule or person, who is next, how to reach them',
  access: { kind: 'role', role: 'observer' },
  query: z.object({
    q: z.string().trim().min(1).max(WHO_LIMITS.queryChars),
    at: instantSchema.optional(),
  }),
  response: z.object({
    at: instantSchema,
    hits: z.array(whoHitSchema).describe('The best match first.'),
    more: z.number().int().describe('Matches that are not shown.'),
  }),
  errors: ['invalid-request'],
})
