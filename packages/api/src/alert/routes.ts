// Alert groups and alerts: reading, and what people do to them.

import { EVENT_ACTIONS, SEVERITIES, URGENCIES } from '@evenwatch/core'
import { z } from 'zod'
import {
  actorSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuery,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'

export const GROUP_STATUSES = ['triggered', 'acknowledged', 'resolved'] as const
export const EVENTS_PER_CALL_MAX = 1_000
export const BULK_GROUPS_MAX = 500
export const NOTE_CHARS_MAX = 10_000
export const SNOOZE_MS_MAX = 30 * 24 * 60 * 60_000

const link = z.object({ href: z.string(), text: z.string() })

export const nextMoveSchema = z
  .object({
    at: instantSchema.nullable(),
    /** Who would be paged then, as things stand now. */
    users: z.array(z.object({ id: idSchema, name: z.string(), displayName: z.string() })),
    what: z.enum(['step', 'round', 'last-resort', 'held', 'exhausted', 'lapse']),
  })
  .describe('What happens next if nobody does anything.')

export const alertGroupSchema = z.object({
  id: idSchema,
  number: z.number().int(),
  service: z.object({
    id: idSchema,
    name: z.string(),
    displayName: z.string(),
    team: z.string().nullable(),
  }),
  title: z.string(),
  status: z.enum(GROUP_STATUSES),
  urgency: z.enum(URGENCIES),
  severity: z.enum(SEVERITIES).nullable(),
  openedAt: instantSchema,
  lastEventAt: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  acknowledgedBy: actorSchema.nullable(),
  snoozedUntil: instantSchema.nullable(),
  wakeAt: instantSchema.nullable(),
  resolvedAt: instantSchema.nullable(),
  resolvedBy: actorSchema.nullable(),
  alertCount: z.number().int(),
  triggeredCount: z.number().int(),
  openCount: z.number().int(),
  isTest: z.boolean(),
  /** People who were paged about it and have not answered. */
  paged: z.array(z.object({ id: idSchema, name: z.string(), displayName: z.string() })),
  next: nextMoveSchema.nullable(),
  /** Events of each of the last 24 hours, oldest first. */
  hourly: z.array(z.number().int()).length(24),
  runbookUrl: z.string().nullable(),
  version: z.number().int(),
})
export type AlertGroup = z.infer<typeof alertGroupSchema>

export const alertSchema = z.object({
  id: idSchema,
  groupId: idSchema,
  dedupKey: z.string(),
  status: z.enum(GROUP_STATUSES),
  summary: z.string(),
  source: z.string(),
  severity: z.enum(SEVERITIES).nullable(),
  urgency: z.enum(URGENCIES),
  labels: z.record(z.string(), z.string()),
  details: z.record(z.string(), z.unknown()),
  links: z.array(link),
  images: z.array(
    z.object({ src: z.string(), href: z.string().optional(), alt: z.string().optional() }),
  ),
  runbookUrl: z.string().nullable(),
  warnings: z.array(z.string()),
  eventCount: z.number().int(),
  openedAt: instantSchema,
  lastEventAt: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  resolvedAt: instantSchema.nullable(),
})
export type Alert = z.infer<typeof alertSchema>

export const timelineEntrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: z.string(),
  version: z.number().int(),
  actor: actorSchema,
  reason: z.string().nullable(),
  /** The entry in words, made by one function for every surface. */
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type TimelineEntry = z.infer<typeof timelineEntrySchema>

export const trackStepSchema = z.object({
  runId: idSchema,
  cause: z.string(),
  policy: z.string(),
  round: z.number().int(),
  step: z.number().int(),
  state: z.enum(['done', 'skipped', 'current', 'planned']),
  at: instantSchema.nullable(),
  people: z.array(
    z.object({
      user: z.string(),
      displayName: z.string(),
      deliveries: z.array(
        z.object({
          channel: z.string(),
          state: z.string(),
          at: instantSchema.nullable(),
          error: z.string().nullable(),
        }),
      ),
    }),
  ),
})

const groupParams = z.object({ group: refSchema.describe('Id or number.') })
const access = { kind: 'role', role: 'responder' } as const
const readAccess = { kind: 'role', role: 'observer' } as const

const eventResult = z.object({
  dedupKey: z.string(),
  effect: z.enum(['opened', 'repeated', 'acknowledged', 'resolved', 'ignored']),
  alertId: idSchema.nullable(),
  groupId: idSchema.nullable(),
  warnings: z.array(z.string()),
})

export const acceptEvents = route({
  id: 'acceptEvents',
  method: 'POST',
  path: '/api/v1/events',
  tag: 'alerts',
  summary: 'One event or an array of up to 1,000; the integration key is the bearer token',
  access: { kind: 'public' },
  body: z
    .unknown()
    .describe(`An event or an array: action (${EVENT_ACTIONS.join(', ')}), dedupKey, summary, …`),
  response: z.object({ status: z.literal('accepted'), events: z.array(eventResult) }),
  errors: [
    'invalid-json',
    'invalid-request',
    'unknown-key',
    'too-large',
    'too-many-requests',
    'overloaded',
  ],
})

export const listAlertGroups = route({
  id: 'listAlertGroups',
  method: 'GET',
  path: '/api/v1/alert-groups',
  tag: 'alerts',
  summary: 'Alert groups, oldest triggered first',
  access: readAccess,
  query: z.object({
    status: z
      .string()
      .max(64)
      .default('triggered,acknowledged')
      .describe('Comma-separated: triggered, acknowledged, snoozed, resolved.'),
    scope: z.enum(['mine', 'teams', 'all']).default('all'),
    service: refSchema.optional(),
    team: refSchema.optional(),
    urgency: z.enum(URGENCIES).optional(),
    q: z.string().max(200).optional().describe('Words in the title.'),
    ...pageQuery,
  }),
  response: pageOf(alertGroupSchema).extend({
    counts: z.object({
      triggered: z.number().int(),
      acknowledged: z.number().int(),
      snoozed: z.number().int(),
      resolved: z.number().int().describe('Within the last 24 hours.'),
      mine: z.number().int().describe('Triggered, and the caller was paged.'),
    }),
    /** For the empty state: when the last page went out, and to whom. */
    lastPage: z.object({ at: instantSchema, user: z.string() }).nullable(),
  }),
  errors: ['invalid-request'],
})

export const getAlertGroup = route({
  id: 'getAlertGroup',
  method: 'GET',
  path: '/api/v1/alert-groups/{group}',
  tag: 'alerts',
  summary: 'One alert group',
  access: readAccess,
  params: groupParams,
  response: alertGroupSchema.extend({
    sharedLabels: z.record(z.string(), z.string()),
    differingLabels: z.array(z.string()),
    similar: z.array(
      z.object({
        id: idSchema,
        number: z.number().int(),
        title: z.string(),
        openedAt: instantSchema,
        resolvedAt: instantSchema.nullable(),
        resolvedBy: actorSchema.nullable(),
      }),
    ),
  }),
  errors: ['not-found'],
})

export const listAlertsOfGroup = route({
  id: 'listAlertsOfGroup',
  method: 'GET',
  path: '/api/v1/alert-groups/{group}/alerts',
  tag: 'alerts',
  summary: 'The alerts of a group, newest first',
  access: readAccess,
  params: groupParams,
  query: z.object(pageQuery),
  response: pageOf(alertSchema),
  errors: ['not-found'],
})

export const getGroupTimeline = route({
  id: 'getGroupTimeline',
  method: 'GET',
  path: '/api/v1/alert-groups/{group}/timeline',
  tag: 'alerts',
  summary: 'Everything that happened to a group, oldest first',
  access: readAccess,
  params: groupParams,
  query: z.object(pageQuery),
  response: pageOf(timelineEntrySchema),
  errors: ['not-found'],
})

export const getGroupEscalation = route({
  id: 'getGroupEscalation',
  method: 'GET',
  path: '/api/v1/alert-groups/{group}/escalation',
  tag: 'alerts',
  summary: 'The escalation as a track: done, current, next',
  access: readAccess,
  params: groupParams,
  response: z.object({ steps: z.array(trackStepSchema), next: nextMoveSchema.nullable() }),
  errors: ['not-found'],
})

const actionResult = z.object({ group: alertGroupSchema })

const groupAction = <const Id extends string, B extends z.ZodType>(
  id: Id,
  verb: string,
  summary: string,
  body: B,
) =>
  route({
    id,
    method: 'POST',
    path: `/api/v1/alert-groups/{group}/${verb}`,
    tag: 'alerts',
    summary,
    access,
    params: groupParams,
    body,
    response: actionResult,
    errors: ['not-found', 'already-done', 'state-conflict'],
  })

const reasonBody = z.object({ reason: z.string().max(NOTE_CHARS_MAX).optional() }).default({})

export const acknowledgeGroup = groupAction(
  'acknowledgeGroup',
  'acknowledge',
  'Take responsibility: paging stops',
  reasonBody,
)
export const resolveGroup = groupAction(
  'resolveGroup',
  'resolve',
  'Resolve a group and its alerts',
  reasonBody,
)
export const reopenGroup = groupAction(
  'reopenGroup',
  'reopen',
  'Reopen a resolved group or take an acknowledgement back: paging starts again',
  reasonBody,
)
export const escalateGroup = groupAction(
  'escalateGroup',
  'escalate',
  'Pass on to the next step at once',
  reasonBody,
)
export const snoozeGroup = groupAction(
  'snoozeGroup',
  'snooze',
  'Acknowledge until an instant; paging starts again then',
  z.object({ until: instantSchema }),
)
export const addNote = groupAction(
  'addNote',
  'notes',
  'Put a note on the timeline',
  z.object({ text: z.string().min(1).max(NOTE_CHARS_MAX) }),
)

export const actOnGroups = route({
  id: 'actOnGroups',
  method: 'POST',
  path: '/api/v1/alert-groups/actions',
  tag: 'alerts',
  summary: 'One action on many groups, with a result for each',
  access,
  body: z.object({
    action: z.enum(['acknowledge', 'resolve', 'snooze', 'reopen']),
    groups: z.array(idSchema).min(1).max(BULK_GROUPS_MAX),
    until: instantSchema.optional().describe('For snooze.'),
  }),
  response: z.object({
    results: z.array(
      z.object({
        group: idSchema,
        outcome: z.enum(['done', 'already-done', 'not-found', 'state-conflict']),
      }),
    ),
  }),
  errors: ['invalid-request'],
})

const alertAction = <const Id extends string>(id: Id, verb: string, summary: string) =>
  route({
    id,
    method: 'POST',
    path: `/api/v1/alerts/{alert}/${verb}`,
    tag: 'alerts',
    summary,
    access,
    params: z.object({ alert: idSchema }),
    body: reasonBody,
    response: z.object({ alert: alertSchema }),
    errors: ['not-found', 'already-done', 'state-conflict'],
  })
export const acknowledgeAlert = alertAction(
  'acknowledgeAlert',
  'acknowledge',
  'Acknowledge one alert of a group',
)
export const resolveAlert = alertAction('resolveAlert', 'resolve', 'Resolve one alert of a group')
