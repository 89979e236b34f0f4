// Calendar links: what other calendar programs subscribe to. A link's address is its only
// credential, so it is shown once, when it is made or renewed.

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

const observer = { kind: 'role', role: 'observer' } as const
const params = z.object({ link: idSchema })

export const CALENDAR_SUBJECTS = ['person', 'schedule', 'team'] as const

export const calendarLinkSchema = z.object({
  id: idSchema,
  subject: z.object({
    kind: z.enum(CALENDAR_SUBJECTS),
    id: idSchema,
    name: z.string(),
    displayName: z.string(),
  }),
  hint: z.string().describe('How its secret begins.'),
  owner: z.string().nullable().describe('The person it belongs to.'),
  createdBy: actorSchema,
  createdAt: instantSchema,
  rotatedAt: instantSchema.nullable(),
  lastFetchedAt: instantSchema.nullable().describe('To the hour.'),
})
export type CalendarLinkView = z.infer<typeof calendarLinkSchema>

export const newCalendarLinkSchema = calendarLinkSchema.extend({
  url: z
    .string()
    .describe('Shown once. Takes `role`, `team` (for a person’s calendar) and `gaps=1`.'),
})

export const listCalendarLinks = route({
  id: 'listCalendarLinks',
  method: 'GET',
  path: '/api/v1/calendar-links',
  tag: 'calendars',
  summary: 'Calendar links: administrators see all, others their own',
  access: observer,
  query: z.object(pageQuery),
  response: pageOf(calendarLinkSchema),
  errors: ['invalid-request'],
})
export const createCalendarLink = route({
  id: 'createCalendarLink',
  method: 'POST',
  path: '/api/v1/calendar-links',
  tag: 'calendars',
  summary: 'Make a link to the shifts of a person, a schedule or a team; it is shown once',
  access: observer,
  body: z.object({
    kind: z.enum(CALENDAR_SUBJECTS),
    of: refSchema.describe('Name or id; `me` for oneself.'),
  }),
  response: newCalendarLinkSchema,
  errors: ['invalid-request', 'not-found', 'not-allowed'],
})
export const rotateCalendarLink = route({
  id: 'rotateCalendarLink',
  method: 'POST',
  path: '/api/v1/calendar-links/{link}/rotate',
  tag: 'calendars',
  summary: 'Give a link a new address; the old one ends at once',
  access: observer,
  params,
  response: newCalendarLinkSchema,
  errors: ['not-found', 'not-allowed'],
})
export const revokeCalendarLink = route({
  id: 'revokeCalendarLink',
  method: 'DELETE',
  path: '/api/v1/calendar-links/{link}',
  tag: 'calendars',
  summary: 'End a calendar link at once',
  access: observer,
  params,
  response: calendarLinkSchema,
  errors: ['not-found', 'not-allowed'],
})
