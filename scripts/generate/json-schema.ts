// docs/reference/configuration.schema.json: what editors complete configuration files by.

import { documentSchema } from '@evenwatch/api'
import { z } from 'zod'

/** The part of JSON Schema that our documents use. */
export type JsonSchema = {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly $ref?: string
}

/** As written in files: what has a default may be left out. */
export function configurationJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(documentSchema, { io: 'input' })
  return {
    ...(schema as JsonSchema), // Zod's type also holds the drafts that we do not write.
    ...{ title: 'Evenwatch configuration', $id: 'evenwatch/v1' },
  }
}

export function renderJsonSchema(): string {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`
}
