// What is said about changing a shift: previews and checks, cover requests and swaps, candidates,
// and the ledger of who covered for whom.

import { COVER_REQUEST_STATES, SHIFT_CHANGE_KINDS, SHIFT_CHECK_CODES } from '@evenwatch/core'
import { z } from 'zod'
import { shiftRoleSchema } from '../configuration/kinds.ts'
import { actorSchema, idSchema, instantSchema, refSchema } from '../platform/common.ts'
import { overrideInputSchema, overrideSchema, personRefSchema, policyRefSchema } from './routes.ts'

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

export const changeReasonSchema = z.string().max(COVER_REQUEST_LIMITS.reasonCharsMax)
export const changeSpan = { from: instantSchema, until: instantSchema }
export const changeRole = shiftRoleSchema.default('primary')

/** Refusals that a lead or a manager overrules, and why. */
export const overruling = {
  despite: z
    .array(z.enum(SHIFT_CHECK_CODES))
    .max(SHIFT_CHECK_CODES.length)
    .default([])
    .describe('Refusals that a lead or a manager overrules; needs a reason.'),
  reason: changeReasonSchema.default(''),
}

/** Other overrides keep what they decided. */
export const splitting = {
  split: z
    .boolean()
    .default(false)
    .describe('Only where no other override decides already: pieces that share their linkId.'),
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
  users: z.array(personRefSchema).describe('Without policies as well: nobody is on call.'),
  policies: z.array(policyRefSchema).describe('Policies that hold the slot.'),
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
  conflicts: z
    .array(z.object({ override: overrideSchema, startsAt: instantSchema, endsAt: instantSchema }))
    .describe('Where another override decides already, and which.'),
  rest: z
    .array(
      z.object({
        schedule: scheduleRefSchema,
        role: shiftRoleSchema,
        startsAt: instantSchema,
        endsAt: instantSchema,
      }),
    )
    .describe('What is left around the conflicts. Cover and swaps are always for this alone.'),
  told: z.array(toldSchema).describe('Who will be told.'),
  isAllowed: z.boolean().describe('No refusal stands, or all of them are overruled.'),
  mayOverrule: z.boolean().describe('Whether you may overrule refusals, with a reason.'),
})
export type ChangePreview = z.infer<typeof changePreviewSchema>

export const counterpartSchema = z.object({
  user: refSchema.describe('With whom.'),
  schedule: refSchema.optional().describe('Theirs; absent: the same one.'),
  role: changeRole,
  ...changeSpan,
})
export const temporaryShiftsSchema = z
  .array(z.object({ ...changeSpan, users: z.array(refSchema).min(1).max(50) }))
  .max(TEMPORARY_SHIFTS_MAX)
  .describe('In any order, without overlap; in between nobody is on call, on purpose.')

export const changePreviewInputSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('override'),
    override: overrideInputSchema,
    replaces: idSchema.optional().describe('The override that this changes; absent: a new one.'),
    ...overruling,
    ...splitting,
  }),
  z.object({
    kind: z.literal('cover'),
    role: changeRole,
    ...changeSpan,
    owner: refSchema.optional().describe('Whose shift; absent: yours.'),
    cover: refSchema.describe('Who would cover.'),
    ...overruling,
  }),
  z.object({
    kind: z.literal('swap'),
    role: changeRole,
    ...changeSpan,
    owner: refSchema.optional(),
    with: counterpartSchema,
    ...overruling,
  }),
  z.object({
    kind: z.literal('take-over'),
    role: changeRole,
    until: instantSchema.optional(),
    of: refSchema.optional(),
  }),
  z.object({
    kind: z.literal('arranged'),
    role: changeRole,
    ...changeSpan,
    away: refSchema,
    cover: refSchema,
    ...overruling,
    ...splitting,
  }),
  z.object({
    kind: z.literal('temporary'),
    role: changeRole,
    ...changeSpan,
    shifts: temporaryShiftsSchema,
    ...overruling,
    ...splitting,
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
  covered: z
    .array(z.object({ startsAt: instantSchema, endsAt: instantSchema }))
    .describe('What was written of it: nothing where other overrides had decided already.'),
  reason: z.string(),
  answeredAt: instantSchema,
  undoneAt: instantSchema.nullable(),
  assignedBy: actorSchema
    .nullable()
    .describe('The lead or manager who said yes for them; null: they answered themself.'),
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
  escalated: z
    .boolean()
    .describe('It begins within 24 hours, nobody took it, and its owner is still on call.'),
  you: z
    .object({
      isOwner: z.boolean(),
      mayAnswer: z.boolean(),
      mayCancel: z.boolean(),
      mayAssign: z.boolean().describe('Whether you may accept it for somebody.'),
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

/** What `current` holds when a call is refused as `later-depends`. */
export const laterDependsSchema = z.object({
  dependants: z.array(overrideSchema).describe('Later overrides that would act otherwise.'),
  lines: z.array(changeLineSchema).describe('Who would be on call.'),
})
/** What `current` holds when a call is refused as `already-asked`: the first request. */
export const alreadyAskedSchema = z.object({ request: coverRequestSchema })
/** What `current` holds when a call is refused as `breaks-limits`. */
export const breaksLimitsSchema = z.object({ checks: z.array(shiftCheckSchema) })
