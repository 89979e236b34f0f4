// Changing a shift: previews, cover requests and swaps, taking over, arranged cover, temporary
// schedules, and the ledger of who covered for whom.

import { COVER_REQUEST_STATES, SHIFT_CHANGE_KINDS, SHIFT_CHECK_CODES } from '@evenwatch/core'
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
import { overrideInputSchema, overrideSchema, personRefSchema } from './routes.ts'

const responder = { kind: 'role', role: 'responder' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const
const scheduleParams = z.object({ schedule: refSchema })
const requestParams = z.object({ request: idSchema })

export const COVER_REQUEST_LIMITS = {
  noteCharsMax: 1_000,
  reasonCharsMax: 1_000,
  askedMax: 200,
  spanDaysMax: 92,
  answersMax: 500,
} as const
export const TEMPORARY_SHIFTS_MAX = 100
export const TEMPORARY_DAYS_MAX = 92
export const LEDGER_DAYS_MAX = 400
export const LEDGER_DAYS_DEFAULT = 92

const reasonText = z.string().max(COVER_REQUEST_LIMITS.reasonCharsMax)
const span = { from: instantSchema, until: instantSchema }
const role = shiftRoleSchema.default('primary')

/** Refusals that a lead or a manager overrules, and why. */
const overruling = {
  despite: z
    .array(z.enum(SHIFT_CHECK_CODES))
    .max(SHIFT_CHECK_CODES.length)
    .default([])
    .describe('Refusals that a lead or a manager overrules; needs a reason.'),
  reason: reasonText.default(''),
}

export const scheduleRefSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  timeZone: z.string(),
})

export const shiftCheckSchema = z.object({
  code: z.enum(SHIFT_CHECK_CODES),
  severity: z
    .enum(['refusal', 'warning'])
    .describe('A refusal stops the change unless it is overruled; a warning does not.'),
  sentence: z.string(),
  user: personRefSchema,
  schedule: scheduleRefSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
})
export type ShiftCheckView = z.infer<typeof shiftCheckSchema>

const lineSegmentSchema = z.object({
  users: z.array(personRefSchema).describe('Empty: nobody is on call.'),
  startsAt: instantSchema,
  endsAt: instantSchema,
})
export const changeLineSchema = z.object({
  schedule: scheduleRefSchema,
  role: shiftRoleSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  before: z.array(lineSegmentSchema),
  after: z.array(lineSegmentSchema),
})
export const personDifferenceSchema = z.object({
  user: personRefSchema,
  hours: z.number().describe('On call more (or, when negative, less) by this many hours.'),
  nights: z.number().int().describe('Nights, by their own sleeping hours, more or less.'),
  gains: z.array(
    z.object({ schedule: scheduleRefSchema, startsAt: instantSchema, endsAt: instantSchema }),
  ),
  loses: z.array(
    z.object({ schedule: scheduleRefSchema, startsAt: instantSchema, endsAt: instantSchema }),
  ),
})
export const toldSchema = z.object({
  user: personRefSchema,
  why: z.enum(['asked', 'gains', 'loses', 'owner', 'lead']),
})

export const changePreviewSchema = z.object({
  kind: z.enum(SHIFT_CHANGE_KINDS),
  lines: z.array(changeLineSchema).describe('One for each schedule and role that is touched.'),
  people: z.array(personDifferenceSchema),
  checks: z.array(shiftCheckSchema),
  told: z.array(toldSchema).describe('Who will be told.'),
  isAllowed: z.boolean().describe('No refusal stands, or all of them are overruled.'),
  mayOverrule: z.boolean().describe('Whether you may overrule refusals, with a reason.'),
})
export type ChangePreview = z.infer<typeof changePreviewSchema>

const counterpartSchema = z.object({
  user: refSchema.describe('With whom.'),
  schedule: refSchema.optional().describe('Theirs; absent: the same one.'),
  role,
  ...span,
})
const temporaryShiftsSchema = z
  .array(z.object({ ...span, users: z.array(refSchema).min(1).max(50) }))
  .max(TEMPORARY_SHIFTS_MAX)
  .describe('In any order, without overlap; in between nobody is on call, on purpose.')

export const changePreviewInputSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('override'),
    override: overrideInputSchema,
    replaces: idSchema.optional().describe('The override that this changes; absent: a new one.'),
    ...overruling,
  }),
  z.object({
    kind: z.literal('cover'),
    role,
    ...span,
    owner: refSchema.optional().describe('Whose shift; absent: yours.'),
    cover: refSchema.describe('Who would cover.'),
    ...overruling,
  }),
  z.object({
    kind: z.literal('swap'),
    role,
    ...span,
    owner: refSchema.optional(),
    with: counterpartSchema,
    ...overruling,
  }),
  z.object({
    kind: z.literal('take-over'),
    role,
    until: instantSchema.optional(),
    of: refSchema.optional(),
  }),
  z.object({
    kind: z.literal('arranged'),
    role,
    ...span,
    away: refSchema,
    cover: refSchema,
    ...overruling,
  }),
  z.object({
    kind: z.literal('temporary'),
    role,
    ...span,
    shifts: temporaryShiftsSchema,
    ...overruling,
  }),
])
export type ChangePreviewInput = z.output<typeof changePreviewInputSchema>

export const coverCandidateSchema = z.object({
  user: personRefSchema,
  timeZone: z.string(),
  localFrom: z.string().describe('Wall time at the start of the span, as in 2026-01-05T09:00:00.'),
  localUntil: z.string(),
  isOnCallAlready: z.boolean(),
  isAsleep: z.boolean(),
  restHours: z
    .number()
    .nullable()
    .describe('Off call before or after, the shorter; null: far off.'),
  balanceHours: z
    .number()
    .describe('Weighted hours on call, 90 days back and ahead, against the mean of all listed.'),
  nightsThisQuarter: z.number().int(),
  nightsMean: z.number(),
  lastCoverGivenAt: instantSchema.nullable(),
  checks: z.array(shiftCheckSchema),
})
export type CoverCandidate = z.infer<typeof coverCandidateSchema>

export const coverAnswerSchema = z.object({
  id: idSchema,
  user: personRefSchema,
  kind: z.enum(['accepted', 'declined']),
  startsAt: instantSchema.nullable(),
  endsAt: instantSchema.nullable(),
  reason: z.string(),
  answeredAt: instantSchema,
  undoneAt: instantSchema.nullable(),
})
export const coverRequestSchema = z.object({
  id: idSchema,
  kind: z.enum(['cover', 'swap']),
  state: z.enum(COVER_REQUEST_STATES),
  schedule: scheduleRefSchema,
  role: shiftRoleSchema,
  owner: personRefSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  open: z
    .array(z.object({ startsAt: instantSchema, endsAt: instantSchema }))
    .describe('What nobody has accepted yet; it stays with the owner.'),
  counterpart: z
    .object({
      user: personRefSchema,
      schedule: scheduleRefSchema,
      role: shiftRoleSchema,
      startsAt: instantSchema,
      endsAt: instantSchema,
    })
    .nullable()
    .describe('What a swap gives the owner in return.'),
  askedEveryone: z.boolean(),
  asked: z.array(personRefSchema),
  note: z.string(),
  answers: z.array(coverAnswerSchema),
  createdBy: actorSchema,
  createdAt: instantSchema,
  cancelledAt: instantSchema.nullable(),
  you: z
    .object({
      isOwner: z.boolean(),
      mayAnswer: z.boolean(),
      mayCancel: z.boolean(),
      mayUndo: z.array(idSchema).describe('Acceptances, by their ids.'),
    })
    .describe('What you may do with it now.'),
  href: z.string().describe('Its page, to be shared.'),
})
export type CoverRequestView = z.infer<typeof coverRequestSchema>

export const ledgerEntrySchema = z.object({
  override: idSchema,
  linkId: idSchema.nullable(),
  cause: z.enum(['cover', 'swap', 'take-over', 'arranged']),
  direction: z
    .enum(['given', 'taken'])
    .describe('given: this person was on call for the other; taken: the other for this person.'),
  counterpart: personRefSchema,
  schedule: scheduleRefSchema,
  role: shiftRoleSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  hours: z.number(),
  nights: z.number().int(),
})
const ledgerSumSchema = z.object({
  count: z.number().int(),
  hours: z.number(),
  nights: z.number().int(),
})
export const ledgerSchema = z.object({
  user: personRefSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  entries: z.array(ledgerEntrySchema),
  totals: z.object({
    given: ledgerSumSchema,
    taken: ledgerSumSchema,
    balanceHours: z.number().describe('Given less taken.'),
    byCause: z.record(
      z.enum(['cover', 'swap', 'take-over', 'arranged']),
      z.object({ given: ledgerSumSchema, taken: ledgerSumSchema }),
    ),
  }),
})
export type Ledger = z.infer<typeof ledgerSchema>

export const overridesMadeSchema = z.object({
  linkId: idSchema,
  overrides: z.array(overrideSchema),
  checks: z.array(shiftCheckSchema).describe('Warnings, and refusals that were overruled.'),
})

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
  }),
  response: coverRequestSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed', 'breaks-limits'],
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
  body: z.object({ role, ...span, shifts: temporaryShiftsSchema, ...overruling }),
  response: overridesMadeSchema,
  errors: ['not-found', 'invalid-request', 'not-allowed', 'breaks-limits'],
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

/** What `current` holds when a call is refused as `later-depends`. */
export const laterDependsSchema = z.object({
  dependants: z.array(overrideSchema).describe('Later overrides that would act otherwise.'),
  lines: z.array(changeLineSchema).describe('Who would be on call.'),
})
/** What `current` holds when a call is refused as `breaks-limits`. */
export const breaksLimitsSchema = z.object({ checks: z.array(shiftCheckSchema) })
