// How good schedules are: the report of one, its review, and one calendar over all of them.

import {
  HOUR_CLASSES,
  PLACES_PER_GROUP_MAX,
  QUALITY_CODES,
  QUALITY_PARTS,
  QUALITY_SEVERITIES,
  QUALITY_WEEKS_DEFAULT,
  QUALITY_WEEKS_MAX,
} from '@evenwatch/core'
import { z } from 'zod'
import { scheduleSpecSchema } from '../configuration/kinds.ts'
import { actorSchema, instantSchema, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { businessEventSchema } from './event-routes.ts'
import { gapSchema, personRefSchema, policyRefSchema } from './routes.ts'

const observer = { kind: 'role', role: 'observer' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const
const params = z.object({ schedule: refSchema })

export const CALENDAR_DAYS_MAX = 62

export const qualityFindingSchema = z.object({
  code: z.enum(QUALITY_CODES),
  severity: z.enum(QUALITY_SEVERITIES),
  sentence: z.string(),
  span: gapSchema.nullable().describe('Where in time; null when it holds throughout.'),
  users: z.array(personRefSchema),
  layer: z.string().nullable(),
  area: z.string().nullable(),
})

export const findingGroupSchema = z.object({
  code: z.enum(QUALITY_CODES),
  severity: z.enum(QUALITY_SEVERITIES),
  sentence: z.string(),
  users: z.array(personRefSchema),
  count: z.number().int().describe('Of all findings of the group, listed or not.'),
  findings: z.array(qualityFindingSchema).max(PLACES_PER_GROUP_MAX).describe('The soonest first.'),
})
export type FindingGroupView = z.infer<typeof findingGroupSchema>

export const personLoadSchema = z.object({
  user: personRefSchema,
  isMember: z.boolean().describe('Takes turns; others were only brought in by overrides.'),
  hours: z.number(),
  hoursByClass: z.record(z.enum(HOUR_CLASSES), z.number()).describe('Adds up to `hours`.'),
  weightedHours: z.number(),
  nights: z.number().int(),
  weekends: z.number().int(),
  holidays: z.number().int(),
  sharePercent: z.number().nullable(),
  differencePercent: z.number().nullable().describe('15 is fifteen percent above the average.'),
})

export const scheduleQualitySchema = z.object({
  from: instantSchema,
  until: instantSchema,
  score: z.number().int().min(0).max(100),
  parts: z.array(
    z.object({
      name: z.enum(QUALITY_PARTS),
      points: z.number(),
      pointsMax: z.number(),
      measured: z.string(),
      formula: z.string(),
    }),
  ),
  weights: z.record(z.enum(HOUR_CLASSES), z.number()).describe('What an hour of a class weighs.'),
  uncoveredMinutes: z.number(),
  gaps: z.array(gapSchema),
  people: z.array(personLoadSchema).describe('The heaviest load first.'),
  meanWeightedHours: z.number(),
  fairSharePercent: z.number(),
  findings: z.array(qualityFindingSchema).describe('The worst first, then the soonest.'),
  findingsLeftOut: z.array(z.object({ code: z.enum(QUALITY_CODES), count: z.number().int() })),
  groups: z
    .array(findingGroupSchema)
    .describe('The same findings by kind and person; their counts add up to all of them.'),
  reviewed: z.object({ by: actorSchema, at: instantSchema }).nullable(),
})
export type ScheduleQualityView = z.infer<typeof scheduleQualitySchema>

export const getScheduleQuality = route({
  id: 'getScheduleQuality',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/quality',
  tag: 'schedules',
  summary: 'Cover, fairness, rest and upkeep of the weeks ahead, with a score that shows its parts',
  access: observer,
  params,
  query: z.object({
    from: instantSchema.optional().describe('Now, when absent.'),
    weeks: z.coerce.number().int().min(1).max(QUALITY_WEEKS_MAX).default(QUALITY_WEEKS_DEFAULT),
  }),
  response: scheduleQualitySchema,
  errors: ['not-found', 'invalid-request'],
})

export const assessScheduleDraft = route({
  id: 'assessScheduleDraft',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/quality',
  tag: 'schedules',
  summary: 'The same report for a changed plan, before it is published; nothing is written',
  access: observer,
  params,
  body: z.object({
    spec: scheduleSpecSchema,
    at: instantSchema.optional().describe('When it takes effect; absent: now.'),
    weeks: z.number().int().min(1).max(QUALITY_WEEKS_MAX).default(QUALITY_WEEKS_DEFAULT),
  }),
  response: scheduleQualitySchema,
  errors: ['not-found', 'invalid-request'],
})

export const reviewSchedule = route({
  id: 'reviewSchedule',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/review',
  tag: 'schedules',
  summary: 'Say that a schedule was looked at and is still right',
  access: lead,
  params,
  response: z.object({ by: actorSchema, at: instantSchema }),
  errors: ['not-found'],
})

export const getScheduleCalendar = route({
  id: 'getScheduleCalendar',
  method: 'GET',
  path: '/api/v1/schedules/calendar',
  tag: 'schedules',
  summary: 'Every schedule day by day: cover, gaps, who, who is away, overload, open alerts',
  access: observer,
  query: z.object({ from: instantSchema, until: instantSchema, team: refSchema.optional() }),
  response: z.object({
    from: instantSchema,
    until: instantSchema,
    people: z.array(personRefSchema).describe('Everybody whom a day names, by id.'),
    events: z.array(businessEventSchema).describe('Business events that touch the span.'),
    schedules: z.array(
      z.object({
        schedule: z.string(),
        displayName: z.string(),
        team: z.object({ name: z.string(), displayName: z.string() }).nullable(),
        timeZone: z.string().describe('Its days are the days of this zone.'),
        openAlertGroups: z.number().int().describe('Of the services of its team.'),
        days: z.array(
          z.object({
            date: z.iso.date(),
            cover: z.enum(['covered', 'partly', 'nobody']),
            gapMinutes: z.number(),
            users: z.array(z.string()).describe('Ids, in the order in which they come on call.'),
            policies: z
              .array(policyRefSchema)
              .describe('Policies that hold a turn on that day, instead of people.'),
            away: z
              .array(z.object({ user: z.string(), isOnCall: z.boolean() }))
              .describe('Members who are away on that day.'),
            overload: z
              .array(z.object({ user: z.string(), why: z.enum(['double-duty', 'weeks-in-a-row']) }))
              .describe('People on call that day who carry too much.'),
          }),
        ),
      }),
    ),
  }),
  errors: ['not-found', 'invalid-request'],
})
