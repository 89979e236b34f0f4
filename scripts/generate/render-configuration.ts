// docs/reference/configuration.md, from the JSON Schema of the configuration documents.

import { type JsonSchema, readJsonSchema } from './json-schema.ts'
import { code, generatedBy, page, table } from './markdown.ts'

export function renderConfiguration(): string {
  const kinds = readJsonSchema().oneOf ?? []
  const metadata = kinds[0]?.properties?.metadata ?? {}
  return page(
    generatedBy('packages/api/src/configuration/kinds.ts'),
    '# Configuration documents',
    'Each document is YAML with `apiVersion: evenwatch/v1`, a `kind`, `metadata` and a `spec`; one file may hold several, separated by `---`. `evenwatch apply` reads them, `evenwatch export` writes them. [configuration.schema.json](configuration.schema.json) gives editors completion.',
    '`a[].b` means the field `b` of every entry of the list `a`; `a.*` means every value of the map `a`.',
    '## metadata, of every kind',
    renderFields(metadata),
    ...kinds.flatMap(renderKind),
  )
}

function renderKind({ properties }: JsonSchema): readonly string[] {
  return [`## ${String(properties?.kind?.const)}`, renderFields(properties?.spec ?? {})]
}

function renderFields(schema: JsonSchema): string {
  return table(['field', 'value', 'without it'], fieldRows(schema, ''))
}

type Row = readonly [field: string, value: string, fallback: string]

function fieldRows(schema: JsonSchema, prefix: string): readonly Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`
    const required = schema.required?.includes(name) ?? false
    const row: Row = [code(path), describeValue(field), describeFallback(field, required)]
    return [row, ...rowsBelow(field, path)]
  })
}

function rowsBelow(schema: JsonSchema, path: string): readonly Row[] {
  const values = schema.additionalProperties
  const rows = [
    ...fieldRows(schema, `${path}.`),
    ...(schema.items ? rowsBelow(schema.items, `${path}[]`) : []),
    ...(typeof values === 'object' ? rowsBelow(values, `${path}.*`) : []),
    ...variantsOf(schema).flatMap((variant) => rowsBelow(variant, path)),
  ]
  // Variants share fields: the first one speaks for all that say the same.
  const seen = new Set<string>()
  return rows.filter(([field, value]) => {
    const known = seen.has(`${field} ${value}`)
    seen.add(`${field} ${value}`)
    return !known
  })
}

function variantsOf(schema: JsonSchema): readonly JsonSchema[] {
  return [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]
}

function describeFallback(schema: JsonSchema, required: boolean): string {
  if (schema.default !== undefined) return code(JSON.stringify(schema.default))
  return required ? 'required' : ''
}

function describeValue(schema: JsonSchema): string {
  if (schema.description !== undefined) return schema.description
  if (schema.const !== undefined) return code(String(schema.const))
  if (schema.enum !== undefined) return schema.enum.map((one) => code(String(one))).join(', ')
  const variants = variantsOf(schema)
  if (variants.length > 0) {
    return [...new Set(variants.map(describeValue))].join('; or ')
  }
  return describeType(schema)
}

function describeType(schema: JsonSchema): string {
  switch (schema.type) {
    case 'array':
      return `list of: ${describeValue(schema.items ?? {})}`
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? `map of: ${describeValue(schema.additionalProperties)}`
        : 'object'
    case 'integer':
    case 'number':
      return `${schema.type}${describeRange(schema)}`
    case 'string':
      return schema.format === undefined ? 'text' : `text, ${schema.format}`
    default:
      return schema.type ?? 'any value'
  }
}

function describeRange({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined && maximum === undefined) return ''
  if (minimum === undefined) return ` up to ${maximum}`
  return maximum === undefined ? ` from ${minimum}` : ` from ${minimum} to ${maximum}`
}
