// Configuration as code over the API. The CLI reads files and sends documents; planning and
// applying are the server's, so that screens and automation can do the same.

import { z } from 'zod'
import { instantSchema, refSchema } from '../platform/common.ts'
import { fieldFaultSchema } from '../platform/problem.ts'
import { route } from '../platform/route.ts'
import { KINDS } from './kinds.ts'

export const DOCUMENTS_MAX = 5_000
/** Bytes of one call: thousands of documents with the lines of their fields. */
export const CONFIGURATION_BYTES_MAX = 32 * 1_048_576

const documentInput = z.object({
  file: z.string().max(1_024).describe('Where it stands, for messages.'),
  line: z.number().int().min(1).describe('Line of its first field.'),
  document: z.unknown(),
  /** Lines of nested fields, by path, so that faults name a line. */
  lines: z.record(z.string(), z.number().int()).optional(),
})

const applyInput = z.object({
  set: z
    .string()
    .min(1)
    .max(64)
    .nullable()
    .default('default')
    .describe('The set that the objects belong to; null: none, the screens manage them.'),
  documents: z.array(documentInput).max(DOCUMENTS_MAX),
  prune: z.boolean().default(false),
  at: instantSchema
    .optional()
    .describe('When rotations change hands; needed to move anyone within 48 h.'),
  confirmed: z
    .boolean()
    .default(false)
    .describe('Agrees to prune objects that have future shifts.'),
})

export const changeSchema = z.object({
  kind: z.enum(KINDS),
  name: z.string(),
  change: z.enum(['create', 'update', 'delete', 'same']),
  fields: z.array(z.string()).describe('Paths that differ.'),
})

export const planSchema = z.object({
  changes: z.array(changeSchema),
  people: z
    .array(z.object({ user: z.string(), effects: z.array(z.string()) }))
    .describe('Such as “+1 weekend in March”.'),
  firstMoveAt: instantSchema.nullable(),
  faults: z.array(fieldFaultSchema.extend({ file: z.string(), line: z.number().int() })),
  warnings: z.array(z.string()),
})
export type ConfigurationPlan = z.infer<typeof planSchema>

export const planConfiguration = route({
  id: 'planConfiguration',
  method: 'POST',
  path: '/api/v1/configuration/plan',
  tag: 'configuration',
  summary: 'Say what applying these documents would change, and for whom',
  access: { kind: 'role', role: 'manager' },
  body: applyInput,
  bodyBytesMax: CONFIGURATION_BYTES_MAX,
  response: planSchema,
  errors: ['invalid-request'],
})

export const applyConfiguration = route({
  id: 'applyConfiguration',
  method: 'POST',
  path: '/api/v1/configuration/apply',
  tag: 'configuration',
  summary: 'Apply documents in one transaction',
  access: { kind: 'role', role: 'manager' },
  body: applyInput,
  bodyBytesMax: CONFIGURATION_BYTES_MAX,
  response: planSchema,
  errors: ['invalid-request', 'people-would-move-soon', 'managed-by-files', 'in-use'],
})

export const exportConfiguration = route({
  id: 'exportConfiguration',
  method: 'GET',
  path: '/api/v1/configuration/export',
  tag: 'configuration',
  summary: 'Every object as documents that `apply` reads back',
  access: { kind: 'role', role: 'manager' },
  query: z.object({ kind: z.enum(KINDS).optional(), set: z.string().max(64).optional() }),
  response: z.object({ documents: z.array(z.unknown()) }),
  errors: [],
})

export const configurationSchema = route({
  id: 'configurationSchema',
  method: 'GET',
  path: '/api/v1/configuration/schema',
  tag: 'configuration',
  summary: 'JSON Schema of the documents, for editors',
  access: { kind: 'public' },
  response: z.unknown(),
  errors: [],
})

export const detachObject = route({
  id: 'detachObject',
  method: 'POST',
  path: '/api/v1/configuration/detach',
  tag: 'configuration',
  summary: 'Let the screens manage an object instead of its set of files',
  access: { kind: 'role', role: 'manager' },
  body: z.object({ kind: z.enum(KINDS), name: refSchema }),
  response: z.object({ kind: z.enum(KINDS), name: z.string(), set: z.string() }),
  errors: ['not-found', 'state-conflict'],
})
