// The record of every change and failed sign-in.

import { z } from 'zod'
import { actorSchema, instantSchema, pageOf, pageQuery } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { admin } from './route-parts.ts'

export const listAudit = route({
  id: 'listAudit',
  method: 'GET',
  path: '/api/v1/audit',
  tag: 'people',
  summary: 'Every change and failed sign-in, newest first',
  access: admin,
  query: z.object({
    subject: z.string().max(64).optional(),
    actor: z.string().max(64).optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    ...pageQuery,
  }),
  response: pageOf(
    z.object({
      id: z.string(),
      at: instantSchema,
      subjectKind: z.string(),
      subjectId: z.string(),
      kind: z.string(),
      actor: actorSchema,
      reason: z.string().nullable(),
      text: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  errors: [],
})
