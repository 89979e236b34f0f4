// API tokens: made, listed, revoked.

import { ROLES } from '@evenwatch/core'
import { z } from 'zod'
import {
  actorSchema,
  idSchema,
  instantSchema,
  nameSchema,
  pageOf,
  pageQuery,
  refSchema,
} from '../platform/common.ts'
import { route } from '../platform/route.ts'
import { observer } from './route-parts.ts'

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
