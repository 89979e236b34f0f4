// The load ledger: what pages did to people, by their own hours, and what shifts really weighed.

import { HOUR_CLASSES, LOAD_DAYS_DEFAULT, LOAD_DAYS_MAX } from '@evenwatch/core'
import { z } from 'zod'
import { shiftRoleSchema } from '../configuration/kinds.ts'
import { instantSchema, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { personRefSchema } from '../schedule/routes.ts'

const responder = { kind: 'role', role: 'responder' } as const
const query = z.object({
  from: instantSchema.optional().describe(`Absent: ${LOAD_DAYS_DEFAULT} days before \`until\`.`),
  until: instantSchema
    .optional()
    .describe(`Absent or later than now: now. At most ${LOAD_DAYS_MAX} days after \`from\`.`),
})
const errors = ['not-found', 'invalid-request', 'not-allowed'] as const

const byHour = <T extends z.ZodType>(value: T) => z.record(z.enum(HOUR_CLASSES), value)
const workCount = {
  pages: z.number().int().describe('Those of which a message was sent.'),
  interruptions: z.number().int().describe('Of high urgency; within 60 seconds they count once.'),
  engagedMinutes: z.number().describe('Time on several alert groups at once counts once.'),
}
export const loadWorkSchema = z.object({
  ...workCount,
  byHour: byHour(z.object(workCount)).describe('Adds up to the totals.'),
  weightedHours: z.number().describe('What it cost besides being reachable.'),
})
export type LoadWorkView = z.infer<typeof loadWorkSchema>

export const userLoadSchema = z.object({
  user: personRefSchema,
  timeZone: z.string().describe('Hours are those of this zone.'),
  work: loadWorkSchema,
  scheduled: loadWorkSchema.describe('While on call in some schedule.'),
  unscheduled: loadWorkSchema.describe('While on call in none: called in.'),
  critical: z.object({
    groups: z.number().int().describe('Critical alert groups that paged or engaged the person.'),
    pages: z.number().int(),
    engagedMinutes: z.number(),
    unscheduledGroups: z.number().int(),
    unscheduledEngagedMinutes: z.number(),
  }),
  nightsInterrupted: z.number().int(),
  pagesByHourOfWeek: z
    .array(z.number().int())
    .length(7 * 24)
    .describe('Of the person’s own week, from Monday 00:00.'),
})
export type UserLoadView = z.infer<typeof userLoadSchema>

export const loadFormulaSchema = z.object({
  engaged: z.string(),
  interruption: z.string(),
  predicted: z.string(),
  actual: z.string(),
  unscheduled: z.string(),
  hourWeights: byHour(z.number()).describe('What an hour on call, or engaged, weighs.'),
  interruptionWeights: byHour(z.number()).describe('Weighted hours of one interruption.'),
  engagedHoursMax: z.number().describe('Of one acknowledgement.'),
  heavyShiftPercent: z.number().describe('A shift this much above its prediction is heavy.'),
})
export type LoadFormulaView = z.infer<typeof loadFormulaSchema>

const answer = { from: instantSchema, until: instantSchema, formula: loadFormulaSchema }
const named = z.object({ name: z.string(), displayName: z.string() })

export const getUserLoad = route({
  id: 'getUserLoad',
  method: 'GET',
  path: '/api/v1/users/{user}/load',
  tag: 'insight',
  summary: 'What pages did to one person, by their own hours, on call and called in',
  access: responder,
  params: z.object({ user: refSchema.describe('Name, id, or `me`.') }),
  query,
  response: z.object({ ...answer, ...userLoadSchema.shape }),
  errors,
})

export const getTeamLoad = route({
  id: 'getTeamLoad',
  method: 'GET',
  path: '/api/v1/teams/{team}/load',
  tag: 'insight',
  summary: 'What pages did to the people of a team',
  access: responder,
  params: z.object({ team: refSchema }),
  query,
  response: z.object({
    ...answer,
    team: named,
    schedules: z.array(named).describe('Those of the team; each has its own load.'),
    people: z.array(userLoadSchema).describe('By name.'),
  }),
  errors,
})

export const shiftLoadSchema = z.object({
  user: personRefSchema,
  role: shiftRoleSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  isWhole: z.boolean().describe('False: only the part within the span is counted.'),
  predictedWeightedHours: z.number(),
  actualWeightedHours: z.number(),
  isHeavy: z.boolean(),
  nightPages: z.number().int().describe('In the person’s sleep hours.'),
  work: loadWorkSchema,
  sentence: z.string(),
})
export type ShiftLoadView = z.infer<typeof shiftLoadSchema>

/** Shifts of one answer; the lighter ones are counted only. */
export const LOAD_SHIFTS_MAX = 200

export const getScheduleLoad = route({
  id: 'getScheduleLoad',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/load',
  tag: 'insight',
  summary: 'Each shift as it was predicted beside what it became',
  access: responder,
  params: z.object({ schedule: refSchema }),
  query,
  response: z.object({
    ...answer,
    schedule: named,
    timeZone: z.string(),
    people: z
      .array(
        z.object({
          user: personRefSchema,
          shifts: z.number().int(),
          predictedWeightedHours: z.number(),
          actualWeightedHours: z.number(),
          unscheduledWeightedHours: z.number(),
          carriedWeightedHours: z.number().describe('What the next plan reckons with.'),
        }),
      )
      .describe('By name.'),
    shifts: z.array(shiftLoadSchema).describe('The heaviest first.'),
    shiftsLeftOut: z.number().int(),
  }),
  errors,
})
export type ScheduleLoadView = z.infer<typeof getScheduleLoad.response>
