// Changing a plan with open eyes: what a draft would change, what was changed before, and the way
// back. The past is never rewritten by any of them.

import { z } from 'zod'
import { scheduleSpecSchema, shiftRoleSchema } from '../configuration/kinds.ts'
import {
  actorSchema,
  instantSchema,
  nameSchema,
  pageOf,
  pageQuery,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { gapSchema, scheduleSchema, shiftSchema } from './routes.ts'

const observer = { kind: 'role', role: 'observer' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const
const params = z.object({ schedule: refSchema })

export const PREVIEW_DAYS_DEFAULT = 56
export const PREVIEW_DAYS_MAX = 400

export const movesSchema = z
  .array(z.object({ user: z.string(), effects: z.array(z.string()) }))
  .describe('Per person, such as “+1 weekend in March”.')

const plannedLineSchema = z.object({
  role: shiftRoleSchema,
  shifts: z.array(shiftSchema),
  gaps: z.array(gapSchema),
})

export const schedulePreviewSchema = z.object({
  at: instantSchema.describe('When it would take effect.'),
  spec: scheduleSpecSchema.describe('As it would be kept, earlier versions included.'),
  people: movesSchema,
  firstMoveAt: instantSchema.nullable(),
  before: z.array(plannedLineSchema),
  after: z.array(plannedLineSchema),
})
export type SchedulePreview = z.infer<typeof schedulePreviewSchema>

export const scheduleVersionSchema = z.object({
  version: z.number().int(),
  at: instantSchema,
  actor: actorSchema,
  fields: z.array(z.string()).describe('What differs from the version before.'),
  people: movesSchema,
  isCurrent: z.boolean(),
})
export type ScheduleVersion = z.infer<typeof scheduleVersionSchema>

export const previewSchedule = route({
  id: 'previewSchedule',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/preview',
  tag: 'schedules',
  summary: 'What a changed plan would mean for each person; nothing is written',
  access: observer,
  params,
  body: z.object({
    spec: scheduleSpecSchema,
    at: instantSchema.optional().describe('When it takes effect; absent: now.'),
    days: z.number().int().min(1).max(PREVIEW_DAYS_MAX).default(PREVIEW_DAYS_DEFAULT),
  }),
  response: schedulePreviewSchema,
  errors: ['not-found', 'invalid-request'],
})

export const listScheduleVersions = route({
  id: 'listScheduleVersions',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/versions',
  tag: 'schedules',
  summary: 'Every version of a schedule, newest first, and whom it moved',
  access: observer,
  params,
  query: z.object(pageQuery),
  response: pageOf(scheduleVersionSchema),
  errors: ['not-found'],
})

export const getScheduleVersion = route({
  id: 'getScheduleVersion',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/versions/{version}',
  tag: 'schedules',
  summary: 'One version as it was written',
  access: observer,
  params: params.extend({ version: z.coerce.number().int().min(1) }),
  response: scheduleVersionSchema.extend({ spec: scheduleSpecSchema }),
  errors: ['not-found'],
})

export const undoSchedule = route({
  id: 'undoSchedule',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/undo',
  tag: 'schedules',
  summary: 'Go back to an earlier plan from now on',
  access: lead,
  params,
  body: z
    .object({
      version: z
        .number()
        .int()
        .min(1)
        .optional()
        .describe('The version to go back to; absent: the one before the present one.'),
    })
    .default({}),
  response: scheduleSchema,
  errors: ['not-found', 'state-conflict', 'managed-by-files', 'version-conflict'],
})

export const switchStage = route({
  id: 'switchStage',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/stage',
  tag: 'schedules',
  summary: 'Enter a stage now or at an instant, until the next one',
  access: lead,
  params,
  body: z.object({ stage: nameSchema, at: instantSchema.optional() }),
  response: scheduleSchema,
  errors: ['not-found', 'invalid-request', 'managed-by-files'],
})
