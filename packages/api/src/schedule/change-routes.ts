// Changing a shift: previews, cover requests and swaps, taking over, arranged cover, temporary
// schedules, and the ledger.

import { COVER_REQUEST_STATES } from '@evenwatch/core'
import { z } from 'zod'
import { idSchema, instantSchema, pageOf, pageQuery, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import {
  COVER_REQUEST_LIMITS,
  changePreviewInputSchema,
  changePreviewSchema,
  counterpartSchema,
  coverCandidateSchema,
  coverRequestSchema,
  ledgerSchema,
  overridesMadeSchema,
  overruling,
  changeReasonSchema as reasonText,
  changeRole as role,
  changeSpan as span,
  splitting,
  temporaryShiftsSchema,
} from './change-schemas.ts'
import { overrideSchema } from './routes.ts'

const responder = { kind: 'role', role: 'responder' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const
const scheduleParams = z.object({ schedule: refSchema })
const requestParams = z.object({ request: idSchema })

export const previewShiftChange = route({
  id: 'previewShiftChange',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/change-preview',
  tag: 'schedules',
  summary: 'What a change would do, without making it',
  access: responder,
  params: scheduleParams,
  body: changePreviewInputSchema,
  response: changePreviewSchema,
  errors: ['not-found', 'invalid-request', 'state-conflict'],
})
export const listCoverCandidates = route({
  id: 'listCoverCandidates',
  method: 'GET',
  path: '/api/v1/schedules/{schedule}/cover-candidates',
  tag: 'schedules',
  summary: 'Who could cover a span, those with the least load first',
  access: responder,
  params: scheduleParams,
  query: z.object({
    role,
    ...span,
    away: refSchema.optional().describe('Whose shift; absent: yours, or whoever is on call.'),
  }),
  response: z.object({ items: z.array(coverCandidateSchema) }),
  errors: ['not-found', 'invalid-request'],
})
export const requestCover = route({
  id: 'requestCover',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/cover-requests',
  tag: 'schedules',
  summary: 'Ask for cover of a shift or a part of it, or propose a swap',
  access: responder,
  params: scheduleParams,
  body: z.object({
    role,
    ...span,
    kind: z.enum(['cover', 'swap']).default('cover'),
    owner: refSchema.optional().describe('Whose shift; absent: yours. For leads and managers.'),
    ask: z
      .union([z.literal('everyone'), z.array(refSchema).min(1).max(COVER_REQUEST_LIMITS.askedMax)])
      .default('everyone')
      .describe('A swap asks its counterpart alone.'),
    with: counterpartSchema.optional().describe('The counterpart of a swap.'),
    note: z.string().max(COVER_REQUEST_LIMITS.noteCharsMax).default(''),
    split: splitting.split.describe(
      'Asked from where no other override decides already until where none does any more. What lies between is left out in any case.',
    ),
  }),
  response: coverRequestSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed', 'breaks-limits', 'already-asked'],
})
export const listCoverRequests = route({
  id: 'listCoverRequests',
  method: 'GET',
  path: '/api/v1/cover-requests',
  tag: 'schedules',
  summary: 'Cover requests and swaps, the newest first',
  access: responder,
  query: z.object({
    mine: z.stringbool().default(false).describe('Only those about your shifts.'),
    forMe: z.stringbool().default(false).describe('Only those that you are asked to answer.'),
    escalated: z
      .stringbool()
      .default(false)
      .describe('Only those that nobody took, though they begin within 24 hours.'),
    toAssign: z
      .stringbool()
      .default(false)
      .describe('Only escalated ones of teams you lead; without leads, those of administrators.'),
    team: refSchema.optional(),
    schedule: refSchema.optional(),
    state: z.enum(COVER_REQUEST_STATES).optional(),
    ...pageQuery,
  }),
  response: pageOf(coverRequestSchema),
  errors: ['not-found', 'invalid-request'],
})
export const getCoverRequest = route({
  id: 'getCoverRequest',
  method: 'GET',
  path: '/api/v1/cover-requests/{request}',
  tag: 'schedules',
  summary: 'One cover request',
  access: responder,
  params: requestParams,
  response: coverRequestSchema,
  errors: ['not-found'],
})
export const acceptCoverRequest = route({
  id: 'acceptCoverRequest',
  method: 'POST',
  path: '/api/v1/cover-requests/{request}/accept',
  tag: 'schedules',
  summary: 'Accept all of it or a part; the first yes wins',
  access: responder,
  params: requestParams,
  body: z
    .object({
      for: refSchema
        .optional()
        .describe('Who covers; absent: you. Anybody, for leads of the team and managers.'),
      from: instantSchema.optional().describe('Absent: from its start, or now.'),
      until: instantSchema.optional(),
      ...overruling,
    })
    .default({ despite: [], reason: '' }),
  response: coverRequestSchema,
  errors: [
    'not-found',
    'invalid-request',
    'not-allowed',
    'taken',
    'state-conflict',
    'breaks-limits',
  ],
})
export const declineCoverRequest = route({
  id: 'declineCoverRequest',
  method: 'POST',
  path: '/api/v1/cover-requests/{request}/decline',
  tag: 'schedules',
  summary: 'Say no; a reason is welcome and not needed',
  access: responder,
  params: requestParams,
  body: z.object({ reason: reasonText.default('') }).default({ reason: '' }),
  response: coverRequestSchema,
  errors: ['not-found', 'not-allowed', 'state-conflict'],
})
export const cancelCoverRequest = route({
  id: 'cancelCoverRequest',
  method: 'POST',
  path: '/api/v1/cover-requests/{request}/cancel',
  tag: 'schedules',
  summary: 'Withdraw what nobody has accepted yet',
  access: responder,
  params: requestParams,
  body: z.object({ reason: reasonText.default('') }).default({ reason: '' }),
  response: coverRequestSchema,
  errors: ['not-found', 'not-allowed', 'state-conflict'],
})
export const undoCoverAcceptance = route({
  id: 'undoCoverAcceptance',
  method: 'POST',
  path: '/api/v1/cover-requests/{request}/undo',
  tag: 'schedules',
  summary: 'Take an acceptance back before its span begins',
  access: responder,
  params: requestParams,
  query: z.object({ confirm: z.stringbool().default(false) }),
  body: z
    .object({
      answer: idSchema.optional().describe('Which acceptance; absent: the only one you may undo.'),
      reason: reasonText.default(''),
    })
    .default({ reason: '' }),
  response: coverRequestSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed', 'state-conflict', 'later-depends'],
})
export const takeOverShift = route({
  id: 'takeOverShift',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/take-over',
  tag: 'schedules',
  summary: 'Be on call from now on instead of who is; the next page goes to you',
  access: responder,
  params: scheduleParams,
  body: z
    .object({
      role,
      until: instantSchema.optional().describe('Absent: until the end of the shift.'),
      of: refSchema.optional().describe('Whom, when several are on call; absent: all of them.'),
      reason: reasonText.default(''),
    })
    .default({ role: 'primary', reason: '' }),
  response: overridesMadeSchema,
  errors: ['not-found', 'invalid-request', 'state-conflict', 'breaks-limits'],
})
export const arrangeCover = route({
  id: 'arrangeCover',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/arrange-cover',
  tag: 'schedules',
  summary: 'Put somebody on call for a person who cannot arrange it',
  access: lead,
  params: scheduleParams,
  body: z.object({
    role,
    ...span,
    away: refSchema,
    cover: refSchema,
    reason: reasonText.min(1),
    despite: overruling.despite,
    ...splitting,
  }),
  response: overridesMadeSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed', 'state-conflict', 'breaks-limits'],
})
export const setTemporarySchedule = route({
  id: 'setTemporarySchedule',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/temporary-schedule',
  tag: 'schedules',
  summary: 'Replace a schedule for a span by shifts of its own',
  access: lead,
  params: scheduleParams,
  body: z.object({
    role,
    ...span,
    shifts: temporaryShiftsSchema,
    ...overruling,
    ...splitting,
  }),
  response: overridesMadeSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed', 'state-conflict', 'breaks-limits'],
})
export const cancelOverrideLink = route({
  id: 'cancelOverrideLink',
  method: 'DELETE',
  path: '/api/v1/schedules/{schedule}/override-links/{link}',
  tag: 'schedules',
  summary: 'Cancel overrides that belong together, on every schedule they are on',
  access: responder,
  params: z.object({ schedule: refSchema, link: idSchema }),
  query: z.object({ confirm: z.stringbool().default(false) }),
  response: z.object({ linkId: idSchema, overrides: z.array(overrideSchema) }),
  errors: ['not-found', 'not-allowed', 'state-conflict', 'later-depends'],
})
export const getLedger = route({
  id: 'getLedger',
  method: 'GET',
  path: '/api/v1/users/{user}/ledger',
  tag: 'schedules',
  summary: 'Covers given and taken, swaps, take-overs and arranged cover of one person',
  access: responder,
  params: z.object({ user: refSchema.describe('Name, id, or `me`.') }),
  query: z.object({ from: instantSchema.optional(), until: instantSchema.optional() }),
  response: ledgerSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed'],
})
