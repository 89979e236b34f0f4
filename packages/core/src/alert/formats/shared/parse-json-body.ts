// Reads a request body as JSON that is safe to keep and to walk.
//
// What comes out nests at most `MAX_JSON_DEPTH` deep, holds no NUL and no lone surrogate (PostgreSQL
// refuses both in text and jsonb), no number beyond JSON's own (1e999 reads as Infinity) and no
// `__proto__` key, which a later copy could mistake for the prototype. A key written twice keeps its
// last value, as in every JSON reader of the senders we know.

import type { Json } from '../../../platform/json.ts'
import type { EventFault } from '../../event.ts'

/** Levels of arrays and objects; deeper bodies are refused. */
export const MAX_JSON_DEPTH = 64

/** Stands where a character was that cannot be stored. */
const REPLACEMENT = '\ufffd'
const PROTO_KEY = '__proto__'
const PROTO_KEY_KEPT_AS = '(__proto__)'

export type JsonBody =
  | { readonly ok: true; readonly value: Json; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly fault: EventFault }

export function parseJsonBody(text: string): JsonBody {
  let value: Json
  try {
    // The cast is sound: JSON.parse without a reviver builds nothing but JSON values.
    value = JSON.parse(text) as Json
  } catch {
    return { ok: false, fault: { field: '', rule: 'the body must be JSON', example: '{ … }' } }
  }
  const findings = { tooDeep: false, dirty: false }
  inspect(value, 1, findings)
  if (findings.tooDeep) {
    const rule = `the body must not nest deeper than ${MAX_JSON_DEPTH} levels`
    return { ok: false, fault: { field: '', rule } }
  }
  if (!findings.dirty) return { ok: true, value, warnings: [] }
  const warnings = new Set<string>()
  const cleaned = clean(value, warnings)
  return { ok: true, value: cleaned, warnings: [...warnings] }
}

type Findings = { tooDeep: boolean; dirty: boolean }

// Most bodies are clean: looking first spares them a copy.
function inspect(value: Json, depth: number, findings: Findings): void {
  if (typeof value === 'string') {
    if (isDirty(value)) findings.dirty = true
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) findings.dirty = true
  } else if (typeof value === 'object' && value !== null) {
    if (depth > MAX_JSON_DEPTH) findings.tooDeep = true
    if (findings.tooDeep) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === PROTO_KEY || isDirty(key)) findings.dirty = true
      inspect(inner, depth + 1, findings)
    }
  }
}

/** True when the text holds a NUL or half of a surrogate pair. */
function isDirty(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text)
}

function clean(value: Json, warnings: Set<string>): Json {
  if (typeof value === 'string') return cleanText(value, warnings)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    warnings.add('A number too large to keep was kept as text.')
    return String(value)
  }
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map((item) => clean(item, warnings))
  const copy: { [key: string]: Json } = {}
  for (const [key, inner] of Object.entries(value)) {
    copy[cleanKey(key, warnings)] = clean(inner, warnings)
  }
  return copy
}

function cleanKey(key: string, warnings: Set<string>): string {
  if (key !== PROTO_KEY) return cleanText(key, warnings)
  warnings.add(`A field named ${PROTO_KEY} was kept as ${PROTO_KEY_KEPT_AS}.`)
  return PROTO_KEY_KEPT_AS
}

function cleanText(text: string, warnings: Set<string>): string {
  if (!isDirty(text)) return text
  warnings.add('Characters that cannot be stored (NUL or broken Unicode) were replaced.')
  return text.replaceAll('\0', REPLACEMENT).replace(/\p{Surrogate}/gu, REPLACEMENT)
}

// Array.isArray does not narrow a readonly array out of the union.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
