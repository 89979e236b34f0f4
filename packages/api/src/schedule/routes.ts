// Schedules: who is on call, shifts, gaps and overrides.

import { z } from 'zod'
import { scheduleSpecSchema, shiftRoleSchema } from '../configuration/kinds.ts'
import {
  actorSchema,
  emptySchema,
  idSchema,
  instantSchema,
  nameSchema,
  pageOf,
  pageQuery,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'

const observer = { kind: 'role', role: 'observer' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const
const responder = { kind: 'role', role: 'responder' } as const
const params = z.object({ schedule: refSchema })

export const SHIFTS_SPAN_DAYS_MAX = 400
export const OVERRIDE_DAYS_MAX = 366

export const personRefSchema = z.object({ id: idSchema, name: z.string(), displayName: z.string() })

export const scheduleSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  spec: scheduleSpecSchema,
  managedBy: z.string().nullable(),
  version: z.number().int(),
  updatedAt: instantSchema,
})
export type ScheduleView = z.infer<typeof scheduleSchema>

export const shiftSchema = z.object({
  users: z.array(personRefSchema),
  startsAt: instantSchema.describe('Not cut at the window.'),
  endsAt: instantSchema,
  source: z.object({
    kind: z.enum(['layer', 'override']),
    layer: z.string().nullable(),
    override: idSchema.nullable(),
  }),
})
export const gapSchema = z.object({ startsAt: instantSchema, endsAt: instantSchema })

export const OVERRIDE_CAUSES = [
  'override',
  'cover',
  'swap',
  'take-over',
  'arranged',
  'temporary',
  'import',
] as const
export const overrideCauseSchema = z
  .enum(OVERRIDE_CAUSES)
  .describe('What it came from: decided, agreed on, taken over, arranged, or brought along.')

export const overrideInputSchema = z.object({
  role: shiftRoleSchema.default('primary'),
  layer: z
    .string()
    .max(64)
    .nullable()
    .default(null)
    .describe('A layer’s name; null: the final schedule.'),
  kind: z.enum(['replace', 'add', 'remove', 'set']),
  remove: refSchema.optional().describe('Whom to remove: replace and remove.'),
  add: refSchema.optional().describe('Whom to put on call: replace and add.'),
  users: z
    .array(refSchema)
    .max(50)
    .optional()
    .describe('The list of `set`; empty: nobody, on purpose.'),
  startsAt: instantSchema,
  endsAt: instantSchema,
  reason: z.string().max(1_000).default(''),
  cause: z.enum(['override', 'import']).default('override'),
  linkId: idSchema.optional().describe('Overrides that belong together carry the same.'),
  sourceRef: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('Where it was brought from; the same again answers the one that exists.'),
})
export type OverrideInput = z.input<typeof overrideInputSchema>
/** What is left out stays as it is, so nothing here has a default. */
export const overrideChangeSchema = overrideInputSchema
  .omit({ role: true, cause: true, linkId: true, sourceRef: true })
  .extend({ layer: z.string().max(64).nullable(), reason: z.string().max(1_000) })
  .partial()
export const overrideSchema = z.object({
  id: idSchema,
  position: z.number().int(),
  role: shiftRoleSchema,
  cause: overrideCauseSchema,
  linkId: idSchema.nullable(),
  sourceRef: z.string().nullable(),
  layer: z.string().nullable(),
  kind: z.enum(['replace', 'add', 'remove', 'set']),
  remove: personRefSchema.nullable(),
  add: personRefSchema.nullable(),
  users: z.array(personRefSchema),
  startsAt: instantSchema,
  endsAt: instantSchema,
  reason: z.string(),
  createdBy: actorSchema,
  createdAt: instantSchema,
  cancelledAt: instantSchema.nullable(),
  hasEffect: z.boolean(),
  version: z.number().int(),
})
export type OverrideView = z.infer<typeof overrideSchema>

export const listSchedules = route({
  id: 'listSchedules',
  method: 'GET',
  path: '/api/v1/schedules',
  tag: 'schedules',
  summary: 'Schedules',
  access: observer,
  query: z.object({ team: refSchema.optional(), ...pageQuery }),
  response: pageOf(scheduleSchema),
  errors: [],
})
export const createSchedule = route({
  id: 'createSchedule',
  method: 'POST',
  path: '/api/v1/schedules',
  tag: 'schedules',
  summary: 'Create a schedule',
  access: lead,
  body: z.object({
    name: nameSchema,
    displayName: z.string().max(128).optional(),
    spec: scheduleSpecSchema,
  }),
  response: scheduleSchema,
  errors: ['invalid-request', 'name-taken'],
})
export const getSchedule = route({
  id: 'getSchedule',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}',
  tag: 'schedules',
  summary: 'One schedule',
  access: observer,
  params,
  response: scheduleSchema,
  errors: ['not-found'],
})
export const updateSchedule = route({
  id: 'updateSchedule',
  method: 'PUT',
  path: '/api/v1/schedules/{schedule}',
  tag: 'schedules',
  summary: 'Replace a schedule; the past is never rewritten',
  access: lead,
  params,
  body: z.object({
    name: nameSchema.optional(),
    displayName: z.string().max(128).optional(),
    spec: scheduleSpecSchema,
    at: instantSchema.optional().describe('When it takes effect, not before now; absent: now.'),
  }),
  response: scheduleSchema,
  errors: ['not-found', 'invalid-request', 'name-taken', 'version-conflict', 'managed-by-files'],
})
export const deleteSchedule = route({
  id: 'deleteSchedule',
  method: 'DELETE',
  path: '/api/v1/schedules/{schedule}',
  tag: 'schedules',
  summary: 'Delete a schedule that no policy names',
  access: lead,
  params,
  response: emptySchema,
  errors: ['not-found', 'in-use', 'managed-by-files'],
})
export const getOnCall = route({
  id: 'getOnCall',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/on-call',
  tag: 'schedules',
  summary: 'Who is on call now or at an instant, and who is next',
  access: observer,
  params,
  query: z.object({ at: instantSchema.optional(), role: shiftRoleSchema.default('primary') }),
  response: z.object({
    at: instantSchema,
    role: shiftRoleSchema,
    users: z.array(personRefSchema).describe('Of the role that was asked for.'),
    roles: z
      .array(z.object({ role: shiftRoleSchema, users: z.array(personRefSchema) }))
      .describe('Every role of the schedule.'),
    shift: shiftSchema.nullable(),
    next: shiftSchema.nullable().describe('The next person who will really be on call, past gaps.'),
    gapEndsAt: instantSchema
      .nullable()
      .describe('When nobody is on call: until when; null when open-ended.'),
  }),
  errors: ['not-found', 'invalid-request'],
})
export const listShifts = route({
  id: 'listShifts',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/shifts',
  tag: 'schedules',
  summary: 'Shifts and gaps between two instants',
  access: observer,
  params,
  query: z.object({
    from: instantSchema,
    until: instantSchema,
    role: shiftRoleSchema.default('primary'),
    layers: z.stringbool().default(false).describe('Also each layer’s own shifts.'),
  }),
  response: z.object({
    timeZone: z.string(),
    role: shiftRoleSchema,
    roles: z.array(shiftRoleSchema).describe('Every role of the schedule.'),
    shifts: z.array(shiftSchema),
    gaps: z.array(gapSchema),
    layers: z.array(
      z.object({ name: z.string(), priority: z.number().int(), shifts: z.array(shiftSchema) }),
    ),
    overrides: z.array(overrideSchema),
  }),
  errors: ['not-found', 'invalid-request'],
})
export const listOverrides = route({
  id: 'listOverrides',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/overrides',
  tag: 'schedules',
  summary: 'Overrides in the order in which they act',
  access: observer,
  params,
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
  params,
  body: overrideInputSchema.extend({
    split: z
      .boolean()
      .default(false)
      .describe(
        'Only where no other override decides already; answers the first piece, and all of them share its linkId.',
      ),
  }),
  response: overrideSchema,
  errors: ['not-found', 'invalid-request', 'state-conflict', 'breaks-limits'],
})
const overrideParams = z.object({ schedule: refSchema, override: idSchema })
const confirmQuery = z.object({
  confirm: z.stringbool().default(false).describe('Although a later override depends on it.'),
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
