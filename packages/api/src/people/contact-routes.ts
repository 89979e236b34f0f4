// How a person is reached: contact methods, their proof, and when to use which.

import { z } from 'zod'
import { contactMethodSpecSchema, notificationRulesSpecSchema } from '../configuration/kinds.ts'
import { emptySchema, instantSchema, refSchema } from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { self, userParams } from './route-parts.ts'
import { contactMethodSchema, userSchema } from './user-schema.ts'

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
