// Signing in and out, and the first administrator.

import { CHANNELS } from '@evenwatch/core'
import { z } from 'zod'
import { timeZoneSchema, userSpecSchema } from '../configuration/kinds.ts'
import { emptySchema, nameSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { observer, PASSWORD_CHARS, passwordSchema } from './route-parts.ts'
import { userSchema } from './user-schema.ts'

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
