// Overrides: who is on call for a span, decided by people.

import { z } from 'zod'
import { idSchema, pageOf, pageQuery, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { shiftCheckSchema } from './change-schemas.ts'
import { overrideChangeSchema, overrideInputSchema, overrideSchema } from './routes.ts'

const observer = { kind: 'role', role: 'observer' } as const
const responder = { kind: 'role', role: 'responder' } as const

export const listOverrides = route({
  id: 'listOverrides',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/overrides',
  tag: 'schedules',
  summary: 'Overrides in the order in which they act',
  access: observer,
  params: z.object({ schedule: refSchema }),
  query: z.object({
    includePast: z.stringbool().default(false),
    includeCancelled: z.stringbool().default(false),
    ...pageQuery,
  }),
  response: pageOf(overrideSchema),
  errors: ['not-found'],
})
export const createOverride = route({
  id: 'createOverride',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/overrides',
  tag: 'schedules',
  summary: 'Change who is on call for a span',
  access: responder,
  params: z.object({ schedule: refSchema }),
  query: z.object({
    confirm: z.stringbool().default(false).describe('Although it would change nobody.'),
  }),
  body: overrideInputSchema.extend({
    split: z
      .boolean()
      .default(false)
      .describe(
        'Only where no other override decides already; answers the first piece, and all of them share its linkId.',
      ),
  }),
  response: overrideSchema.extend({
    checks: z.array(shiftCheckSchema).describe('What speaks against it: rest, absences, limits.'),
  }),
  errors: [
    'not-found',
    'invalid-request',
    'state-conflict',
    'breaks-limits',
    'override-without-effect',
  ],
})
const overrideParams = z.object({ schedule: refSchema, override: idSchema })
const confirmQuery = z.object({
  confirm: z
    .stringbool()
    .default(false)
    .describe('Although a later override depends on it, or it would change nobody.'),
})
export const updateOverride = route({
  id: 'updateOverride',
  method: 'PATCH',
  path: '/api/v1/schedules/{schedule}/overrides/{override}',
  tag: 'schedules',
  summary: 'Change an override; it keeps its position',
  access: responder,
  params: overrideParams,
  query: confirmQuery,
  body: overrideChangeSchema,
  response: overrideSchema,
  errors: [
    'not-found',
    'invalid-request',
    'not-allowed',
    'breaks-limits',
    'state-conflict',
    'version-conflict',
    'later-depends',
    'override-without-effect',
  ],
})
export const cancelOverride = route({
  id: 'cancelOverride',
  method: 'DELETE',
  path: '/api/v1/schedules/{schedule}/overrides/{override}',
  tag: 'schedules',
  summary: 'Cancel an override, and those linked with it',
  access: responder,
  params: overrideParams,
  query: confirmQuery,
  response: overrideSchema,
  errors: ['not-found', 'not-allowed', 'state-conflict', 'later-depends'],
})
