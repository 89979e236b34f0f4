// Services and their integrations.

import { z } from 'zod'
import {
  INTEGRATION_TYPES,
  integrationSpecSchema,
  serviceSpecSchema,
} from '../configuration/kinds.ts'
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

const observer = { kind: 'role', role: 'observer' } as const
const lead = { kind: 'team-lead-or', role: 'manager' } as const
const responder = { kind: 'role', role: 'responder' } as const
const params = z.object({ service: refSchema })

export const integrationSchema = z.object({
  id: idSchema,
  name: z.string(),
  type: z.enum(INTEGRATION_TYPES),
  /** The keys in clear for those who may edit the service; null for others. */
  keys: z.array(
    z.object({
      key: z.string().nullable(),
      createdAt: instantSchema,
      endsAt: instantSchema.nullable(),
      lastEventAt: instantSchema.nullable(),
    }),
  ),
  /** Where the sender posts to, with the newest key; null for those who may not see it. */
  url: z.string().nullable(),
})
export const serviceSchema = z.object({
  id: idSchema,
  name: z.string(),
  displayName: z.string(),
  labels: z.record(z.string(), z.string()),
  spec: serviceSpecSchema.omit({ integrations: true }),
  integrations: z.array(integrationSchema),
  managedBy: z.string().nullable(),
  version: z.number().int(),
})
export type ServiceView = z.infer<typeof serviceSchema>

const body = z.object({
  name: nameSchema,
  displayName: z.string().max(128).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  spec: serviceSpecSchema,
})
export const listServices = route({
  id: 'listServices',
  method: 'GET',
  path: '/api/v1/services',
  tag: 'services',
  summary: 'Services',
  access: observer,
  query: z.object({ team: refSchema.optional(), q: z.string().max(100).optional(), ...pageQuery }),
  response: pageOf(serviceSchema),
  errors: [],
})
export const createService = route({
  id: 'createService',
  method: 'POST',
  path: '/api/v1/services',
  tag: 'services',
  summary: 'Create a service',
  access: lead,
  body,
  response: serviceSchema,
  errors: ['invalid-request', 'name-taken'],
})
export const getService = route({
  id: 'getService',
  method: 'GET',
  path: '/api/v1/services/{service}',
  tag: 'services',
  summary: 'One service',
  access: observer,
  params,
  response: serviceSchema,
  errors: ['not-found'],
})
export const updateService = route({
  id: 'updateService',
  method: 'PUT',
  path: '/api/v1/services/{service}',
  tag: 'services',
  summary: 'Replace a service; integrations are kept by name',
  access: lead,
  params,
  body: body.extend({ name: nameSchema.optional() }),
  response: serviceSchema,
  errors: ['not-found', 'invalid-request', 'name-taken', 'version-conflict', 'managed-by-files'],
})
export const deleteService = route({
  id: 'deleteService',
  method: 'DELETE',
  path: '/api/v1/services/{service}',
  tag: 'services',
  summary: 'Delete a service without open alerts',
  access: lead,
  params,
  response: emptySchema,
  errors: ['not-found', 'in-use', 'managed-by-files'],
})
export const addIntegration = route({
  id: 'addIntegration',
  method: 'POST',
  path: '/api/v1/services/{service}/integrations',
  tag: 'services',
  summary: 'Add a way for alerts to come in',
  access: lead,
  params,
  body: integrationSpecSchema,
  response: integrationSchema,
  errors: ['not-found', 'invalid-request', 'name-taken'],
})
const integrationParams = z.object({ service: refSchema, integration: refSchema })
export const removeIntegration = route({
  id: 'removeIntegration',
  method: 'DELETE',
  path: '/api/v1/services/{service}/integrations/{integration}',
  tag: 'services',
  summary: 'Remove an integration: its keys end at once',
  access: lead,
  params: integrationParams,
  response: emptySchema,
  errors: ['not-found'],
})
export const addIntegrationKey = route({
  id: 'addIntegrationKey',
  method: 'POST',
  path: '/api/v1/services/{service}/integrations/{integration}/keys',
  tag: 'services',
  summary: 'Add a key; the older ones end at the given instant',
  access: lead,
  params: integrationParams,
  body: z.object({ othersEndAt: instantSchema.optional() }).default({}),
  response: integrationSchema,
  errors: ['not-found'],
})
export const fireTestAlert = route({
  id: 'fireTestAlert',
  method: 'POST',
  path: '/api/v1/services/{service}/test-alert',
  tag: 'services',
  summary: 'Send one test event through grouping, policy and channels',
  access: responder,
  params,
  response: z.object({ groupId: idSchema, groupNumber: z.number().int() }),
  errors: ['not-found', 'too-many-requests'],
})
