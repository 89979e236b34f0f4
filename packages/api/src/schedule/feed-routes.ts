// Calendar feeds: calendars of other programs that are read, as people's absences or as the shifts
// of a schedule.

import { z } from 'zod'
import { shiftRoleSchema, timeZoneSchema } from '../configuration/kinds.ts'
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

export const FEED_PURPOSES = ['absences', 'schedule'] as const
/** A feed is read this often. */
export const FEED_EVERY_MINUTES = 15

const lead = { kind: 'team-lead-or', role: 'manager' } as const
const observer = { kind: 'role', role: 'observer' } as const
const params = z.object({ feed: refSchema })
const objectSchema = z.object({ id: idSchema, name: z.string(), displayName: z.string() })

export const calendarFeedSchema = z.object({
  id: idSchema,
  name: z.string(),
  urlHint: z.string().describe('The host alone: an address often holds a secret.'),
  purpose: z.enum(FEED_PURPOSES),
  team: objectSchema.nullable(),
  schedule: objectSchema.nullable(),
  role: shiftRoleSchema.nullable(),
  matching: z.string().nullable(),
  timeZone: z.string(),
  lastFetchedAt: instantSchema.nullable(),
  lastSuccessAt: instantSchema.nullable(),
  lastError: z.string().nullable().describe('Why the last reading failed; null after a good one.'),
  eventCount: z.number().int().describe('Events of the last good copy that found their person.'),
  unmatched: z
    .array(
      z.object({
        uid: z.string(),
        summary: z.string(),
        startsAt: z.string().nullable(),
        why: z.string(),
      }),
    )
    .describe('Events that found nobody or could not be read; for those who may change the feed.'),
  createdBy: actorSchema,
  createdAt: instantSchema,
  version: z.number().int(),
})
export type CalendarFeedView = z.infer<typeof calendarFeedSchema>

const feedFields = {
  name: nameSchema,
  url: z.string().min(1).max(2_000).describe('https, http or webcal.'),
  matching: z
    .string()
    .max(1_000)
    .nullable()
    .default(null)
    .describe('A regular expression whose one group is the person, as `^On-call: (.+)$`.'),
  timeZone: timeZoneSchema
    .default('UTC')
    .describe('Of times that name none. A schedule’s feed has the schedule’s.'),
}

export const listCalendarFeeds = route({
  id: 'listCalendarFeeds',
  method: 'GET',
  path: '/api/v1/calendar-feeds',
  tag: 'calendars',
  summary: 'Calendars that are read, with what went wrong',
  access: observer,
  query: z.object({ schedule: refSchema.optional(), ...pageQuery }),
  response: pageOf(calendarFeedSchema),
  errors: ['not-found'],
})
export const createCalendarFeed = route({
  id: 'createCalendarFeed',
  method: 'POST',
  path: '/api/v1/calendar-feeds',
  tag: 'calendars',
  summary: 'Read a calendar as absences or as the shifts of a schedule, now and regularly',
  access: lead,
  body: z.object({
    ...feedFields,
    purpose: z.enum(FEED_PURPOSES),
    team: refSchema.optional().describe('Absences: of this team’s people alone.'),
    schedule: refSchema.optional().describe('Shifts: whose. The role then follows the calendar.'),
    role: shiftRoleSchema.optional().describe('Shifts: of this role; absent: primary.'),
  }),
  response: calendarFeedSchema,
  errors: ['invalid-request', 'not-found', 'not-allowed', 'name-taken'],
})
export const updateCalendarFeed = route({
  id: 'updateCalendarFeed',
  method: 'PATCH',
  path: '/api/v1/calendar-feeds/{feed}',
  tag: 'calendars',
  summary: 'Change a feed; it is read again at once',
  access: lead,
  params,
  body: z
    .object({
      ...feedFields,
      matching: z.string().max(1_000).nullable(),
      timeZone: timeZoneSchema,
    })
    .partial(),
  response: calendarFeedSchema,
  errors: ['invalid-request', 'not-found', 'not-allowed', 'name-taken'],
})
export const deleteCalendarFeed = route({
  id: 'deleteCalendarFeed',
  method: 'DELETE',
  path: '/api/v1/calendar-feeds/{feed}',
  tag: 'calendars',
  summary: 'Stop reading a calendar; what it brought and is still to come is cancelled',
  access: lead,
  params,
  response: emptySchema,
  errors: ['not-found', 'not-allowed'],
})
export const fetchCalendarFeed = route({
  id: 'fetchCalendarFeed',
  method: 'POST',
  path: '/api/v1/calendar-feeds/{feed}/fetch',
  tag: 'calendars',
  summary: 'Read a calendar now',
  access: lead,
  params,
  response: calendarFeedSchema,
  errors: ['not-found', 'not-allowed'],
})
