// People, teams, sign-in and tokens.

import { CHANNELS, ROLES } from '@evenwatch/core'
import { z } from 'zod'
import {
  contactMethodSpecSchema,
  holidayPlaceSchema,
  notificationRulesSpecSchema,
  teamSpecSchema,
  timeZoneSchema,
  userSpecSchema,
} from '../configuration/kinds.ts'
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

export const PASSWORD_CHARS = { min: 12, max: 256 } as const
const passwordSchema = z.string().min(PASSWORD_CHARS.min).max(PASSWORD_CHARS.max)

export const contactMethodSchema = z.object({
  id: idSchema,
  name: z.string(),
  type: z.enum(CHANNELS),
  /** E-mail address or URL; empty for the inbox. */
  address: z.string(),
  verifiedAt: instantSchema.nullable(),
  verifiedBy: z.enum(['owner', 'administrator', 'itself']).nullable(),
  lastSuccessAt: instantSchema.nullable(),
  lastFailureAt: instantSchema.nullable(),
  lastFailure: z.string().nullable(),
})
export type ContactMethodView = z.infer<typeof contactMethodSchema>

export const userSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  email: z.string(),
  timeZone: z.string(),
  role: z.enum(ROLES),
  workingHours: z.object({ days: z.array(z.string()), from: z.string(), until: z.string() }),
  sleepHours: z.object({ from: z.string(), until: z.string() }),
  holidays: holidayPlaceSchema.nullable(),
  contactMethods: z.array(contactMethodSchema),
  notificationRules: z.object({
    high: z.array(z.object({ after: z.string(), via: z.string() })),
    low: z.array(z.object({ after: z.string(), via: z.string() })),
  }),
  teams: z.array(z.object({ name: z.string(), displayName: z.string(), isLead: z.boolean() })),
  hasPassword: z.boolean(),
  deactivatedAt: instantSchema.nullable(),
  managedBy: z.string().nullable(),
  version: z.number().int(),
})
export type User = z.infer<typeof userSchema>

const userParams = z.object({ user: refSchema.describe('Name, id, or `me`.') })
const self = { kind: 'self-or', role: 'admin' } as const
const admin = { kind: 'role', role: 'admin' } as const
const manager = { kind: 'role', role: 'manager' } as const
const observer = { kind: 'role', role: 'observer' } as const

export const sessionSchema = z.object({
  user: userSchema.nullable(),
  /** To be sent back as `X-CSRF-Token` on every changing call made with the cookie. */
  csrfToken: z.string().nullable(),
  /** True while there is no user at all: the first start's link leads on. */
  needsSetup: z.boolean(),
  publicUrl: z.string(),
  channels: z.array(
    z.object({ channel: z.enum(CHANNELS), enabled: z.boolean(), hint: z.string() }),
  ),
})
export type Session = z.infer<typeof sessionSchema>

export const getSession = route({
  id: 'getSession',
  method: 'GET',
  path: '/api/v1/session',
  tag: 'people',
  summary: 'Who am I',
  access: { kind: 'public' },
  response: sessionSchema,
  errors: [],
})
export const signIn = route({
  id: 'signIn',
  method: 'POST',
  path: '/api/v1/session',
  tag: 'people',
  summary: 'Sign in with name or e-mail and password',
  access: { kind: 'public' },
  body: z.object({
    login: z.string().min(1).max(254),
    password: z.string().min(1).max(PASSWORD_CHARS.max),
  }),
  response: sessionSchema,
  errors: ['wrong-credentials', 'too-many-requests'],
})
export const signOut = route({
  id: 'signOut',
  method: 'DELETE',
  path: '/api/v1/session',
  tag: 'people',
  summary: 'End the session',
  access: observer,
  response: emptySchema,
  errors: [],
})
export const setUp = route({
  id: 'setUp',
  method: 'POST',
  path: '/api/v1/setup',
  tag: 'people',
  summary: 'Create the first administrator with the one-time link of the first start',
  access: { kind: 'public' },
  body: z.object({
    token: z.string().min(1).max(128),
    name: nameSchema,
    displayName: z.string().min(1).max(128),
    email: z.email().max(254),
    password: passwordSchema,
    timeZone: timeZoneSchema,
    workingHours: userSpecSchema.shape.workingHours,
    sleepHours: userSpecSchema.shape.sleepHours,
  }),
  response: sessionSchema,
  errors: ['link-spent', 'invalid-request'],
})

export const listUsers = route({
  id: 'listUsers',
  method: 'GET',
  path: '/api/v1/users',
  tag: 'people',
  summary: 'People',
  access: observer,
  query: z.object({
    q: z.string().max(100).optional(),
    includeDeactivated: z.stringbool().default(false),
    ...pageQuery,
  }),
  response: pageOf(userSchema),
  errors: [],
})
export const createUser = route({
  id: 'createUser',
  method: 'POST',
  path: '/api/v1/users',
  tag: 'people',
  summary: 'Add a person',
  access: admin,
  body: z.object({
    name: nameSchema,
    displayName: z.string().min(1).max(128),
    spec: userSpecSchema,
    password: passwordSchema.optional(),
  }),
  response: userSchema,
  errors: ['invalid-request', 'name-taken'],
})
export const getUser = route({
  id: 'getUser',
  method: 'GET',
  path: '/api/v1/users/{user}',
  tag: 'people',
  summary: 'One person',
  access: observer,
  params: userParams,
  response: userSchema,
  errors: ['not-found'],
})
export const updateUser = route({
  id: 'updateUser',
  method: 'PATCH',
  path: '/api/v1/users/{user}',
  tag: 'people',
  summary: 'Change a person (role: administrators only)',
  access: self,
  params: userParams,
  body: z.object({
    name: nameSchema.optional(),
    displayName: z.string().min(1).max(128).optional(),
    email: z.email().max(254).optional(),
    timeZone: timeZoneSchema.optional(),
    role: z.enum(ROLES).optional(),
    workingHours: userSpecSchema.shape.workingHours.optional(),
    sleepHours: userSpecSchema.shape.sleepHours.optional(),
    holidays: holidayPlaceSchema.nullable().optional(),
  }),
  response: userSchema,
  errors: [
    'not-found',
    'invalid-request',
    'name-taken',
    'version-conflict',
    'not-allowed',
    'managed-by-files',
    'state-conflict',
  ],
})
export const setPassword = route({
  id: 'setPassword',
  method: 'PUT',
  path: '/api/v1/users/{user}/password',
  tag: 'people',
  summary: 'Set a password; ends the person’s other sessions',
  access: self,
  params: userParams,
  body: z.object({
    current: z.string().max(PASSWORD_CHARS.max).optional(),
    password: passwordSchema,
  }),
  response: emptySchema,
  errors: ['not-found', 'wrong-credentials'],
})
export const deactivateUser = route({
  id: 'deactivateUser',
  method: 'POST',
  path: '/api/v1/users/{user}/deactivate',
  tag: 'people',
  summary: 'Deactivate a person: sessions and tokens end, shifts become gaps',
  access: admin,
  params: userParams,
  response: userSchema,
  errors: ['not-found', 'state-conflict'],
})
export const reactivateUser = route({
  id: 'reactivateUser',
  method: 'POST',
  path: '/api/v1/users/{user}/reactivate',
  tag: 'people',
  summary: 'Bring a person back',
  access: admin,
  params: userParams,
  response: userSchema,
  errors: ['not-found', 'state-conflict'],
})

export const addContactMethod = route({
  id: 'addContactMethod',
  method: 'POST',
  path: '/api/v1/users/{user}/contact-methods',
  tag: 'people',
  summary: 'Add a way to reach a person',
  access: self,
  params: userParams,
  body: contactMethodSpecSchema,
  response: contactMethodSchema.extend({
    secret: z.string().nullable().describe('Signing secret of a new webhook, shown once.'),
  }),
  errors: ['invalid-request', 'name-taken'],
})
const methodParams = z.object({ user: refSchema, method: refSchema })
export const removeContactMethod = route({
  id: 'removeContactMethod',
  method: 'DELETE',
  path: '/api/v1/users/{user}/contact-methods/{method}',
  tag: 'people',
  summary: 'Remove a way to reach a person, and the rules that use it',
  access: self,
  params: methodParams,
  response: emptySchema,
  errors: ['not-found'],
})
export const sendVerification = route({
  id: 'sendVerification',
  method: 'POST',
  path: '/api/v1/users/{user}/contact-methods/{method}/verification',
  tag: 'people',
  summary: 'Send a code to a contact method',
  access: self,
  params: methodParams,
  response: z.object({ expiresAt: instantSchema }),
  errors: ['not-found', 'channel-failed', 'too-many-requests'],
})
export const verifyContactMethod = route({
  id: 'verifyContactMethod',
  method: 'POST',
  path: '/api/v1/users/{user}/contact-methods/{method}/verify',
  tag: 'people',
  summary: 'Prove that the code arrived',
  access: self,
  params: methodParams,
  body: z.object({ code: z.string().min(4).max(16) }),
  response: contactMethodSchema,
  errors: ['not-found', 'invalid-request', 'link-spent'],
})
export const testContactMethod = route({
  id: 'testContactMethod',
  method: 'POST',
  path: '/api/v1/users/{user}/contact-methods/{method}/test',
  tag: 'people',
  summary: 'Send a test message and say what the carrier answered',
  access: self,
  params: methodParams,
  response: z.object({ outcome: z.enum(['sent', 'failed']), detail: z.string() }),
  errors: ['not-found', 'too-many-requests'],
})
export const setNotificationRules = route({
  id: 'setNotificationRules',
  method: 'PUT',
  path: '/api/v1/users/{user}/notification-rules',
  tag: 'people',
  summary: 'When to use which contact method, per urgency',
  access: self,
  params: userParams,
  body: notificationRulesSpecSchema,
  response: userSchema,
  errors: ['not-found', 'invalid-request'],
})

export const teamSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  spec: teamSpecSchema,
  managedBy: z.string().nullable(),
  version: z.number().int(),
})
export type TeamView = z.infer<typeof teamSchema>
const teamParams = z.object({ team: refSchema })
const lead = { kind: 'team-lead-or', role: 'manager' } as const
export const listTeams = route({
  id: 'listTeams',
  method: 'GET',
  path: '/api/v1/teams',
  tag: 'people',
  summary: 'Teams',
  access: observer,
  query: z.object(pageQuery),
  response: pageOf(teamSchema),
  errors: [],
})
export const createTeam = route({
  id: 'createTeam',
  method: 'POST',
  path: '/api/v1/teams',
  tag: 'people',
  summary: 'Create a team',
  access: manager,
  body: z.object({
    name: nameSchema,
    displayName: z.string().max(128).optional(),
    spec: teamSpecSchema,
  }),
  response: teamSchema,
  errors: ['invalid-request', 'name-taken'],
})
export const getTeam = route({
  id: 'getTeam',
  method: 'GET',
  path: '/api/v1/teams/{team}',
  tag: 'people',
  summary: 'One team',
  access: observer,
  params: teamParams,
  response: teamSchema,
  errors: ['not-found'],
})
export const updateTeam = route({
  id: 'updateTeam',
  method: 'PUT',
  path: '/api/v1/teams/{team}',
  tag: 'people',
  summary: 'Replace a team',
  access: lead,
  params: teamParams,
  body: z.object({
    name: nameSchema.optional(),
    displayName: z.string().max(128).optional(),
    spec: teamSpecSchema,
  }),
  response: teamSchema,
  errors: ['not-found', 'invalid-request', 'name-taken', 'version-conflict', 'managed-by-files'],
})
export const deleteTeam = route({
  id: 'deleteTeam',
  method: 'DELETE',
  path: '/api/v1/teams/{team}',
  tag: 'people',
  summary: 'Delete a team that nothing refers to',
  access: manager,
  params: teamParams,
  response: emptySchema,
  errors: ['not-found', 'in-use', 'managed-by-files'],
})

export const tokenSchema = z.object({
  id: idSchema,
  name: z.string(),
  hint: z.string(),
  role: z.enum(ROLES),
  user: z.string().nullable(),
  createdBy: actorSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  lastUsedAt: instantSchema.nullable(),
})
export const listTokens = route({
  id: 'listTokens',
  method: 'GET',
  path: '/api/v1/tokens',
  tag: 'people',
  summary: 'API tokens: administrators see all, others their own',
  access: observer,
  query: z.object(pageQuery),
  response: pageOf(tokenSchema),
  errors: [],
})
export const createToken = route({
  id: 'createToken',
  method: 'POST',
  path: '/api/v1/tokens',
  tag: 'people',
  summary: 'Create an API token; it is shown once',
  access: observer,
  body: z.object({
    name: nameSchema,
    role: z.enum(ROLES).default('responder'),
    expiresAt: instantSchema.optional(),
  }),
  response: tokenSchema.extend({ token: z.string() }),
  errors: ['invalid-request', 'not-allowed'],
})
export const revokeToken = route({
  id: 'revokeToken',
  method: 'DELETE',
  path: '/api/v1/tokens/{token}',
  tag: 'people',
  summary: 'Revoke an API token: refused within 5 s on every node',
  access: observer,
  params: z.object({ token: refSchema }),
  response: tokenSchema,
  errors: ['not-found'],
})
export const listAudit = route({
  id: 'listAudit',
  method: 'GET',
  path: '/api/v1/audit',
  tag: 'people',
  summary: 'Every change and failed sign-in, newest first',
  access: admin,
  query: z.object({
    subject: z.string().max(64).optional(),
    actor: z.string().max(64).optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    ...pageQuery,
  }),
  response: pageOf(
    z.object({
      id: z.string(),
      at: instantSchema,
      subjectKind: z.string(),
      subjectId: z.string(),
      kind: z.string(),
      actor: actorSchema,
      reason: z.string().nullable(),
      text: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  errors: [],
})
