// docs/reference/configuration.schema.json: what editors complete configuration files by.

import { configurationJsonSchema } from '@evenwatch/api'

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

/** As far as we read it; the schema itself comes without types. */
export function readJsonSchema(): JsonSchema {
  return configurationJsonSchema()
}

export function renderJsonSchema(): string {
  return `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`
}
