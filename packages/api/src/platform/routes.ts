// What the product says about itself: health for every screen, the stream, setup progress.

import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'
import { route } from './route.ts'

const observer = { kind: 'role', role: 'observer' } as const

export const getStatus = route({
  id: 'getStatus',
  method: 'GET',
  path: '/api/v1/status',
  tag: 'platform',
  summary: 'What could keep a page from going out, for the strip on every screen',
  access: observer,
  response: z.object({
    at: instantSchema,
    version: z.string(),
    troubles: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(['warning', 'critical']),
        text: z.string(),
        since: instantSchema.nullable(),
        href: z.string().nullable(),
      }),
    ),
    deadLetters: z.array(
      z.object({
        groupId: idSchema,
        groupNumber: z.number().int(),
        title: z.string(),
        reason: z.string(),
        at: instantSchema,
      }),
    ),
    demo: z.boolean(),
  }),
  errors: [],
})

/** What doctor finds, by the same checks on the command line and on the screen. */
export const getDiagnosis = route({
  id: 'getDiagnosis',
  method: 'GET',
  path: '/api/v1/diagnosis',
  tag: 'platform',
  summary: 'Everything that would keep a page from going out',
  access: { kind: 'role', role: 'manager' },
  response: z.object({
    at: instantSchema,
    checks: z.array(
      z.object({
        code: z.string(),
        level: z.enum(['ok', 'warning', 'critical']),
        subject: z.string(),
        finding: z.string(),
        remedy: z.string().nullable(),
      }),
    ),
  }),
  errors: [],
})

/** Kinds of server-sent events on `GET /api/v1/stream`: hints what to read again, never the data itself. */
export const streamEventSchema = z.object({
  kind: z.enum(['alert-group', 'inbox', 'configuration', 'status', 'hello']),
  subjectId: z.string().nullable(),
  at: instantSchema,
  what: z.string(),
})
export type StreamEvent = z.infer<typeof streamEventSchema>
