// What bears on schedules from outside: business events that change what they must bear, and
// concerns of the people who work by them.

import { z } from 'zod'
import {
  actorSchema,
  emptySchema,
  idSchema,
  instantSchema,
  pageOf,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { personRefSchema } from './routes.ts'

const observer = { kind: 'role', role: 'observer' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const

export const EVENT_DAYS_MAX = 366
export const CONCERN_ANSWER_DAYS = { default: 7, max: 30 } as const

export const businessEventSchema = z.object({
  id: idSchema,
  name: z.string(),
  team: z.string().nullable().describe('Null: it concerns every team.'),
  startsAt: instantSchema,
  endsAt: instantSchema,
  wantsDouble: z.boolean().describe('Two people shall be on call; the quality report checks it.'),
  note: z.string(),
  createdBy: actorSchema,
  createdAt: instantSchema,
})
export type BusinessEventView = z.infer<typeof businessEventSchema>

export const listBusinessEvents = route({
  id: 'listBusinessEvents',
  method: 'GET',
  path: '/api/v1/business-events',
  tag: 'schedules',
  summary: 'Launches, sales, peaks: those that touch a span, or all that are not over',
  access: observer,
  query: z.object({
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    team: refSchema.optional().describe('Its own, and those that concern every team.'),
  }),
  response: z.object({ items: z.array(businessEventSchema) }),
  errors: ['invalid-request', 'not-found'],
})

export const createBusinessEvent = route({
  id: 'createBusinessEvent',
  method: 'POST',
  path: '/api/v1/business-events',
  tag: 'schedules',
  summary: 'Mark a business event on the calendar',
  access: lead,
  body: z.object({
    name: z.string().trim().min(1).max(128),
    team: refSchema.nullable().default(null),
    startsAt: instantSchema,
    endsAt: instantSchema,
    wantsDouble: z.boolean().default(false),
    note: z.string().max(1_000).default(''),
  }),
  response: businessEventSchema,
  errors: ['invalid-request', 'not-found', 'state-conflict'],
})

export const cancelBusinessEvent = route({
  id: 'cancelBusinessEvent',
  method: 'DELETE',
  path: '/api/v1/business-events/{event}',
  tag: 'schedules',
  summary: 'Take a business event off the calendar',
  access: lead,
  params: z.object({ event: idSchema }),
  response: emptySchema,
  errors: ['not-found'],
})

export const concernSchema = z.object({
  id: idSchema,
  concern: z.string(),
  author: personRefSchema.nullable().describe('Null: anonymous; it is stored nowhere.'),
  owner: personRefSchema.describe('Who has to answer.'),
  answerBy: instantSchema,
  isOverdue: z.boolean(),
  createdAt: instantSchema.describe('Of an anonymous one only the day.'),
  answer: z.object({ text: z.string(), by: actorSchema, at: instantSchema }).nullable(),
})
export type ConcernView = z.infer<typeof concernSchema>

const scheduleParams = z.object({ schedule: refSchema })

export const listConcerns = route({
  id: 'listConcerns',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/concerns',
  tag: 'schedules',
  summary: 'Concerns about a schedule: the open ones first, then the newest',
  access: observer,
  params: scheduleParams,
  response: pageOf(concernSchema).omit({ nextCursor: true }),
  errors: ['not-found'],
})

export const fileConcern = route({
  id: 'fileConcern',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/concerns',
  tag: 'schedules',
  summary: 'Say what worries you about a schedule, by name or anonymously',
  access: observer,
  params: scheduleParams,
  body: z.object({
    concern: z.string().trim().min(1).max(4_000),
    anonymous: z.boolean().default(false),
    answerInDays: z
      .number()
      .int()
      .min(1)
      .max(CONCERN_ANSWER_DAYS.max)
      .default(CONCERN_ANSWER_DAYS.default),
  }),
  response: concernSchema,
  errors: ['not-found', 'invalid-request', 'state-conflict'],
})

export const answerConcern = route({
  id: 'answerConcern',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/concerns/{concern}/answer',
  tag: 'schedules',
  summary: 'Answer a concern; there is no other way to close it',
  access: lead,
  params: z.object({ schedule: refSchema, concern: idSchema }),
  body: z.object({ answer: z.string().trim().min(1).max(4_000) }),
  response: concernSchema,
  errors: ['not-found', 'invalid-request', 'already-done'],
})
