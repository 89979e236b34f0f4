// Absences: when a person is away. They never change who is on call by themselves; every answer
// names the shifts that fall into them, so that somebody can be found for these.

import { z } from 'zod'
import { shiftRoleSchema } from '../configuration/kinds.ts'
import {
  actorSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuery,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { personRefSchema } from './routes.ts'

export const ABSENCE_KINDS = ['vacation', 'unavailable'] as const
export const ABSENCE_DAYS_MAX = 400
export const ABSENCES_SPAN_DAYS_MAX = 400

const daySchema = z.iso.date().describe('A day, such as 2026-07-01.')
const observer = { kind: 'role', role: 'observer' } as const
const params = z.object({ user: refSchema.describe('Name, id, or `me`.') })

export const absenceSchema = z.object({
  id: idSchema,
  user: personRefSchema,
  kind: z.enum(ABSENCE_KINDS),
  startsAt: instantSchema,
  endsAt: instantSchema,
  days: z
    .object({ firstDay: daySchema, lastDay: daySchema })
    .nullable()
    .describe('When it is whole days in the person’s zone: the first and the last of them.'),
  note: z.string().describe('Shown to the person, their leads and managers; empty for others.'),
  feed: z.object({ id: idSchema, name: z.string() }).nullable(),
  createdBy: actorSchema,
  createdAt: instantSchema,
  cancelledAt: instantSchema.nullable(),
  mayCancel: z.boolean().describe('Whether the caller may cancel it.'),
  shifts: z
    .array(
      z.object({
        schedule: z.object({ id: idSchema, name: z.string(), displayName: z.string() }),
        role: shiftRoleSchema,
        startsAt: instantSchema,
        endsAt: instantSchema,
      }),
    )
    .describe('The person’s shifts still to come that meet it; not cut at its ends.'),
})
export type AbsenceView = z.infer<typeof absenceSchema>

export const listUserAbsences = route({
  id: 'listUserAbsences',
  method: 'GET',
  path: '/api/v1/users/{user}/absences',
  tag: 'absences',
  summary: 'When a person is away',
  access: observer,
  params,
  query: z.object({
    includePast: z.stringbool().default(false),
    includeCancelled: z.stringbool().default(false),
    ...pageQuery,
  }),
  response: pageOf(absenceSchema),
  errors: ['not-found', 'invalid-request'],
})
export const createAbsence = route({
  id: 'createAbsence',
  method: 'POST',
  path: '/api/v1/users/{user}/absences',
  tag: 'absences',
  summary: 'Note an absence: one’s own, or as a lead or manager somebody’s',
  access: observer,
  params,
  body: z
    .object({
      kind: z.enum(ABSENCE_KINDS).default('vacation'),
      firstDay: daySchema.optional().describe('Whole days in the person’s zone: the first one.'),
      lastDay: daySchema.optional().describe('The last day of it; absent: the first is the last.'),
      startsAt: instantSchema.optional().describe('Instead of days: exact instants.'),
      endsAt: instantSchema.optional(),
      note: z.string().max(500).default(''),
    })
    .describe('Either `firstDay` (and `lastDay`), or `startsAt` and `endsAt`.'),
  response: absenceSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed'],
})
export const cancelAbsence = route({
  id: 'cancelAbsence',
  method: 'DELETE',
  path: '/api/v1/users/{user}/absences/{absence}',
  tag: 'absences',
  summary: 'Cancel an absence',
  access: observer,
  params: params.extend({ absence: idSchema }),
  response: absenceSchema,
  errors: ['not-found', 'not-allowed', 'state-conflict'],
})
export const listAbsences = route({
  id: 'listAbsences',
  method: 'GET',
  path: '/api/v1/absences',
  tag: 'absences',
  summary: 'Who is away between two instants, of everybody or of a team',
  access: observer,
  query: z.object({
    from: instantSchema,
    until: instantSchema,
    team: refSchema.optional(),
    ...pageQuery,
  }),
  response: pageOf(absenceSchema),
  errors: ['not-found', 'invalid-request'],
})
