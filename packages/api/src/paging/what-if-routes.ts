// "What would happen if": an imagined event at a moment, and who would be paged how. It changes
// nothing and pages nobody; POST only because the question does not fit an address.

import {
  EVENT_LIMITS,
  SEVERITIES,
  URGENCIES,
  WHAT_IF_FINDINGS,
  WHAT_IF_KINDS,
  WHAT_IF_LIMITS,
} from '@evenwatch/core'
import { z } from 'zod'
import { durationSchema } from '../configuration/kinds.ts'
import { instantSchema, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { personRefSchema } from '../schedule/routes.ts'

const named = z.object({ name: z.string(), displayName: z.string() })

export const whatIfTargetSchema = z.union([
  z.strictObject({ service: refSchema }),
  z.strictObject({ policy: refSchema }),
  z.strictObject({ schedule: refSchema }),
  z.strictObject({ team: refSchema }),
  z.strictObject({ user: refSchema }),
])
export type WhatIfTarget = z.infer<typeof whatIfTargetSchema>

export const whatIfMessageSchema = z.object({
  method: z.string().describe('Name of the contact method.'),
  channel: z.string(),
  afterMs: z.number().int().describe('Counted from the page, waiting for company included.'),
  dueAt: instantSchema,
  state: z.enum(['sent', 'cancelled', 'later']),
  at: instantSchema.nullable().describe('When it is handed over, or cancelled.'),
  pages: z.number().int().describe('Pages that travel in this message.'),
  words: z.string(),
})
export const whatIfPersonSchema = z.object({
  user: personRefSchema,
  reasons: z.array(z.string()).describe('Why this person, in words.'),
  chosen: z.enum(['turn', 'random']).nullable(),
  messages: z.array(whatIfMessageSchema),
})
export const whatIfEntrySchema = z.object({
  at: instantSchema,
  afterMs: z.number().int(),
  kind: z.enum(WHAT_IF_KINDS),
  words: z.string(),
  policyPath: z.array(z.string()).describe('Policies by name, from the event’s own down.'),
  round: z.number().int().describe('Counted from 0.'),
  step: z.number().int().nullable().describe('Counted from 0.'),
  people: z.array(whatIfPersonSchema),
  gaps: z.array(z.object({ schedule: named, until: instantSchema.nullable() })),
  unreachable: z.array(z.string()),
})
export const whatIfFindingSchema = z.object({
  code: z.enum(WHAT_IF_FINDINGS),
  severity: z.enum(['critical', 'warning', 'info']),
  at: instantSchema,
  afterMs: z.number().int(),
  words: z.string(),
  schedule: named.nullable(),
  until: instantSchema.nullable().describe('When somebody is on call again.'),
})
export const whatIfSchema = z.object({
  target: named.extend({ kind: z.enum(['service', 'policy', 'schedule', 'team', 'user']) }),
  at: instantSchema,
  until: instantSchema.describe('What happens later was not looked at.'),
  policy: z.string(),
  severity: z.enum(SEVERITIES).nullable(),
  urgency: z.enum(URGENCIES),
  warnings: z.array(z.string()).describe('What routing had to say.'),
  people: z
    .array(z.object({ user: personRefSchema, firstAt: instantSchema, pages: z.number().int() }))
    .describe('Everybody who is paged, in the order of their first page.'),
  entries: z.array(whatIfEntrySchema),
  findings: z.array(whatIfFindingSchema).describe('The worst first.'),
  end: z.object({ kind: z.string(), words: z.string(), at: instantSchema }),
})
export type WhatIfView = z.infer<typeof whatIfSchema>

export const askWhatIf = route({
  id: 'askWhatIf',
  method: 'POST',
  path: '/api/v1/what-if',
  tag: 'paging',
  summary: 'Who would be paged how, minute by minute, if something happened; it pages nobody',
  access: { kind: 'role', role: 'responder' },
  body: z.strictObject({
    target: whatIfTargetSchema,
    at: instantSchema.optional().describe('When it happens; now unless said.'),
    severity: z
      .enum(SEVERITIES)
      .optional()
      .describe('For a service, which makes the urgency of it; critical unless said.'),
    urgency: z
      .enum(URGENCIES)
      .optional()
      .describe('For everything but a service; high unless said.'),
    labels: z
      .record(
        z.string().min(1).max(EVENT_LIMITS.labelNameChars),
        z.string().max(EVENT_LIMITS.labelValueChars),
      )
      .refine((labels) => Object.keys(labels).length <= EVENT_LIMITS.labelCount, {
        message: `at most ${EVENT_LIMITS.labelCount} labels`,
      })
      .default({}),
    summary: z.string().max(EVENT_LIMITS.summaryChars).default(''),
    answers: z
      .array(
        z.strictObject({
          after: durationSchema,
          kind: z.enum(['acknowledge', 'resolve']).default('acknowledge'),
          by: refSchema.optional().describe('A person.'),
        }),
      )
      .max(WHAT_IF_LIMITS.answersMax)
      .default([])
      .describe('What people do; nobody answers unless said.'),
    lookAhead: durationSchema.optional().describe('How far to look; a day unless said.'),
  }),
  response: whatIfSchema,
  errors: ['invalid-request', 'not-found'],
})
