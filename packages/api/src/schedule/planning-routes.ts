// Planning a period: who takes each turn of a layer, evenly and within limits, or why that cannot be.
// The answer carries a draft that the preview, the quality report and a change accept as it is.

import { PEOPLE_LIMITS, PLAN_PEOPLE_MAX, PLAN_SEED_MAX, PLAN_SLOTS_MAX } from '@evenwatch/core'
import { z } from 'zod'
import { scheduleSpecSchema } from '../configuration/kinds.ts'

import { instantSchema, nameSchema, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { gapSchema, personRefSchema } from './routes.ts'

export const PLAN_TURNS_DEFAULT = 26

export const PLAN_LIMITS = {
  turnsMax: PLAN_SLOTS_MAX,
  peopleMax: PLAN_PEOPLE_MAX,
  seedMax: PLAN_SEED_MAX,
} as const

export const planPeriodInputSchema = z.strictObject({
  layer: nameSchema.optional().describe('Absent: the only layer, or the only primary one.'),
  from: instantSchema
    .optional()
    .describe('The period begins with the first handoff there or later; absent: now.'),
  until: instantSchema.optional().describe('Every turn that begins before; instead of `turns`.'),
  turns: z
    .number()
    .int()
    .min(1)
    .max(PLAN_LIMITS.turnsMax)
    .optional()
    .describe(`Absent: ${PLAN_TURNS_DEFAULT}, or as \`until\` says.`),
  people: z
    .array(refSchema)
    .min(1)
    .max(PLAN_LIMITS.peopleMax)
    .optional()
    .describe('Who may be given turns; absent: who takes turns in the layer now.'),
  limits: z
    .strictObject({
      restHours: z.number().int().min(0).max(PEOPLE_LIMITS.restHoursMax).optional(),
      weeksInARowMax: z.number().int().min(1).max(PEOPLE_LIMITS.weeksInARowMax).optional(),
    })
    .optional()
    .describe('Instead of the team’s.'),
  shiftsMax: z
    .record(refSchema, z.number().int().min(0).max(PLAN_LIMITS.turnsMax))
    .optional()
    .describe('At most so many turns in this period, by person: `{ "ana": 3 }`.'),
  seed: z
    .number()
    .int()
    .min(0)
    .max(PLAN_LIMITS.seedMax)
    .default(1)
    .describe('The same seed gives the same plan; another one, another plan as fair.'),
})
export type PlanPeriodInput = z.input<typeof planPeriodInputSchema>

const loadFields = {
  turns: z.number().int(),
  hours: z.number(),
  weightedHours: z.number().describe('Nights, weekends and holidays weigh more.'),
  nights: z.number().int(),
  weekends: z.number().int(),
  holidays: z.number().int(),
}

export const plannedPersonSchema = z.object({
  user: personRefSchema,
  isCandidate: z.boolean().describe('False: takes turns now, and none by this plan.'),
  ...loadFields,
  turnsPossible: z
    .number()
    .int()
    .nullable()
    .describe('Of the period, which this person could hold at all; null unless complete.'),
  shiftsMax: z.number().int().nullable(),
  carriedWeightedHours: z.number().describe('From before; made up for by the plan.'),
  differencePercent: z
    .number()
    .nullable()
    .describe('Carried and planned together, against the candidates’ average.'),
  now: z.object(loadFields).describe('In the same period, by the present plan.'),
  absences: z.array(gapSchema).describe('Within the period.'),
})
export type PlannedPersonView = z.infer<typeof plannedPersonSchema>

export const plannedTurnSchema = z.object({
  startsAt: instantSchema,
  endsAt: instantSchema,
  hours: z.number().describe('On call; less than from start to end where hours have windows.'),
  user: personRefSchema.nullable().describe('Null: nobody was found.'),
  reason: z.string().nullable().describe('Why this person, and who else could have it.'),
})

export type PlannedTurnView = z.infer<typeof plannedTurnSchema>

export const PLAN_CONFLICT_KINDS = [
  'slot',
  'absence',
  'booked',
  'held',
  'shifts-max',
  'area',
  'rest',
  'weeks-in-a-row',
] as const

export const planConflictSchema = z.object({
  kind: z.enum(PLAN_CONFLICT_KINDS),
  sentence: z.string(),
  remedy: z.string().describe('What could be changed so that this one goes away.'),
  user: personRefSchema.nullable(),
  span: gapSchema.nullable(),
  area: z.string().nullable(),
  schedule: z.string().nullable().describe('Where the person is on call at that time.'),
  team: z.string().nullable().describe('Whose limit it is.'),
})
export type PlanConflictView = z.infer<typeof planConflictSchema>

export const periodPlanSchema = z.object({
  kind: z
    .enum(['complete', 'impossible', 'undecided'])
    .describe(
      '`impossible`: the conflicts say why. `undecided`: neither a plan nor a proof was found.',
    ),
  layer: z.string(),
  from: instantSchema,
  until: instantSchema,
  seed: z.number().int(),
  turns: z.array(plannedTurnSchema).describe('In order; of an impossible plan, the best attempt.'),
  people: z.array(plannedPersonSchema),
  meanWeightedHours: z.number().describe('Carried and planned, of an average candidate.'),
  reasons: z.array(z.string()).describe('What shaped the plan as a whole.'),
  conflicts: z
    .array(planConflictSchema)
    .describe('They cannot all be met together; without any one of them the others can.'),
  isMinimal: z.boolean().describe('False: perhaps fewer conflicts would do.'),
  explanation: z.array(z.string()).describe('Why it cannot be, person by person.'),
  further: z
    .array(z.object({ conflicts: z.array(planConflictSchema), explanation: z.array(z.string()) }))
    .describe('What would still be in the way, over other turns, once that is settled.'),
  notes: z.array(z.string()).describe('What to know before it is used.'),
  draft: z
    .object({ at: instantSchema, spec: scheduleSpecSchema })
    .nullable()
    .describe('For preview, quality and change; null unless complete.'),
})
export type PeriodPlanView = z.infer<typeof periodPlanSchema>

export const planPeriod = route({
  id: 'planPeriod',
  method: 'POST',
  path: '/api/v1/schedules/{schedule}/plan-period',
  tag: 'schedules',
  summary: 'Who could take each turn of a period, evenly and within limits; nothing is written',
  access: { kind: 'role', role: 'observer' },
  params: z.object({ schedule: refSchema }),
  body: planPeriodInputSchema,
  response: periodPlanSchema,
  errors: ['not-found', 'invalid-request', 'state-conflict', 'overloaded'],
})
