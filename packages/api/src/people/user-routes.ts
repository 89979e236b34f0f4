// People: who there is, and what may be changed about them.

import { ROLES } from '@evenwatch/core'
import { z } from 'zod'
import { holidayPlaceSchema, timeZoneSchema, userSpecSchema } from '../configuration/kinds.ts'
import { emptySchema, nameSchema, pageOf, pageQuery } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { admin, observer, PASSWORD_CHARS, passwordSchema, self, userParams } from './route-parts.ts'
import { userSchema } from './user-schema.ts'

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
