// Escalation policies, paging someone by hand, the inbox, and the home screen's answer to
// "who is on call now".

import { URGENCIES } from '@evenwatch/core'
import { z } from 'zod'
import { alertGroupSchema } from '../alert/routes.ts'
import { escalationPolicySpecSchema } from '../configuration/kinds.ts'
import {
  emptySchema,
  idSchema,
  instantSchema,
  nameSchema,
  pageOf,
  pageQuery,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'
import {
  gapSchema,
  onCallPolicySchema,
  personRefSchema,
  policyRefSchema,
} from '../schedule/routes.ts'

const observer = { kind: 'role', role: 'observer' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const
const responder = { kind: 'role', role: 'responder' } as const
const params = z.object({ policy: refSchema })

export const escalationPolicySchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  spec: escalationPolicySpecSchema,
  managedBy: z.string().nullable(),
  version: z.number().int(),
})
export const listEscalationPolicies = route({
  id: 'listEscalationPolicies',
  method: 'GET',
  path: '/api/v1/escalation-policies',
  tag: 'paging',
  summary: 'Escalation policies',
  access: observer,
  query: z.object({ team: refSchema.optional(), ...pageQuery }),
  response: pageOf(escalationPolicySchema),
  errors: [],
})
export const createEscalationPolicy = route({
  id: 'createEscalationPolicy',
  method: 'POST',
  path: '/api/v1/escalation-policies',
  tag: 'paging',
  summary: 'Create an escalation policy',
  access: lead,
  body: z.object({
    name: nameSchema,
    displayName: z.string().max(128).optional(),
    spec: escalationPolicySpecSchema,
  }),
  response: escalationPolicySchema,
  errors: ['invalid-request', 'name-taken'],
})
export const getEscalationPolicy = route({
  id: 'getEscalationPolicy',
  method: 'GET',
  path: '/api/v1/escalation-policies/{policy}',
  tag: 'paging',
  summary: 'One escalation policy',
  access: observer,
  params,
  response: escalationPolicySchema,
  errors: ['not-found'],
})
export const updateEscalationPolicy = route({
  id: 'updateEscalationPolicy',
  method: 'PUT',
  path: '/api/v1/escalation-policies/{policy}',
  tag: 'paging',
  summary: 'Replace an escalation policy; running escalations keep their version',
  access: lead,
  params,
  body: z.object({
    name: nameSchema.optional(),
    displayName: z.string().max(128).optional(),
    spec: escalationPolicySpecSchema,
  }),
  response: escalationPolicySchema,
  errors: ['not-found', 'invalid-request', 'name-taken', 'version-conflict', 'managed-by-files'],
})
export const deleteEscalationPolicy = route({
  id: 'deleteEscalationPolicy',
  method: 'DELETE',
  path: '/api/v1/escalation-policies/{policy}',
  tag: 'paging',
  summary: 'Delete a policy that no service uses',
  access: lead,
  params,
  response: emptySchema,
  errors: ['not-found', 'in-use', 'managed-by-files'],
})

const stepNow = z.object({
  after: z.string(),
  users: z.array(personRefSchema),
  targets: z.array(z.string()),
})

/** The home screen in one call, answered by the same core functions as the engine. */
export const getOnCallOverview = route({
  id: 'getOnCallOverview',
  method: 'GET',
  path: '/api/v1/on-call',
  tag: 'paging',
  summary: 'Each team’s escalation order as it would run now, my state, gaps ahead',
  access: observer,
  query: z.object({ at: instantSchema.optional(), scope: z.enum(['mine', 'all']).default('all') }),
  response: z.object({
    at: instantSchema,
    me: z
      .object({
        onCall: z.array(
          z.object({
            schedule: z.string(),
            displayName: z.string(),
            until: instantSchema.nullable(),
            successors: z.array(personRefSchema),
            nextPolicies: z.array(policyRefSchema).describe('Successors that are policies.'),
          }),
        ),
        next: z
          .object({ schedule: z.string(), displayName: z.string(), startsAt: instantSchema })
          .nullable(),
        shifts: z
          .array(
            z.object({
              schedule: z.string(),
              displayName: z.string().describe('With the role, unless it is primary.'),
              startsAt: instantSchema,
              endsAt: instantSchema,
            }),
          )
          .describe('Mine in the next 30 days.'),
        reachability: z.array(
          z.object({
            method: z.string(),
            type: z.string(),
            verified: z.boolean(),
            lastSuccessAt: instantSchema.nullable(),
            lastFailure: z.string().nullable(),
          }),
        ),
      })
      .nullable(),
    teams: z.array(
      z.object({
        team: z.object({ name: z.string(), displayName: z.string() }),
        policies: z.array(
          z.object({ policy: z.string(), displayName: z.string(), steps: z.array(stepNow) }),
        ),
        schedules: z.array(
          z.object({
            schedule: z.string(),
            displayName: z.string(),
            timeZone: z.string(),
            users: z.array(personRefSchema),
            policies: z.array(onCallPolicySchema).describe('Policies that hold the slot.'),
            until: instantSchema.nullable(),
            successors: z.array(personRefSchema),
            nextPolicies: z.array(policyRefSchema).describe('Successors that are policies.'),
            gaps: z.array(gapSchema).describe('Within the next 14 days.'),
          }),
        ),
      }),
    ),
  }),
  errors: ['invalid-request'],
})

export const pageSomeone = route({
  id: 'pageSomeone',
  method: 'POST',
  path: '/api/v1/pages',
  tag: 'paging',
  summary: 'Page a person, a team, a schedule or a policy now',
  access: responder,
  body: z.object({
    target: z.union([
      z.object({ user: refSchema }),
      z.object({ team: refSchema }),
      z.object({ schedule: refSchema }),
      z.object({ policy: refSchema }),
    ]),
    message: z.string().min(1).max(1_024),
    urgency: z.enum(URGENCIES).default('high'),
    about: refSchema
      .optional()
      .describe('Number or id of the alert group that help is wanted for: it gives its severity.'),
  }),
  response: z.object({ group: alertGroupSchema, willPage: z.array(personRefSchema) }),
  errors: ['invalid-request', 'not-found'],
})

export const inboxItemSchema = z.object({
  id: idSchema,
  at: instantSchema,
  subject: z.string(),
  body: z.string(),
  group: z
    .object({ id: idSchema, number: z.number().int(), status: z.string(), urgency: z.string() })
    .nullable(),
  answeredAt: instantSchema.nullable(),
})
export const listInbox = route({
  id: 'listInbox',
  method: 'GET',
  path: '/api/v1/inbox',
  tag: 'paging',
  summary: 'Messages to me in the product’s own inbox, newest first',
  access: observer,
  query: z.object(pageQuery),
  response: pageOf(inboxItemSchema),
  errors: [],
})
