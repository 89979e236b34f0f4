// Keeps the details of an event within `EVENT_LIMITS.detailsBytes` of JSON.
//
// Too much detail never refuses an alert: the largest fields are shortened first, because one huge
// field (a stack trace, an embedded picture) is the usual reason, and the small ones explain most.

import type { Json, JsonObject } from '../../../platform/json.ts'
import { EVENT_LIMITS } from '../../event.ts'
import type { Warnings } from './collect-warnings.ts'
import { cutText } from './cut-text.ts'

/** What is left of a field that had to be shortened. */
const SHORTENED_CHARS = 1_024
/** JSON text of one UTF-16 unit takes at most this many bytes: a control character as \u001f. */
const BYTES_PER_UNIT_MAX = 6

export function boundDetails(details: JsonObject, warnings: Warnings): JsonObject {
  if (roughBytes(details, EVENT_LIMITS.detailsBytes) <= EVENT_LIMITS.detailsBytes) return details
  let total = 2
  const fields = Object.entries(details).map(([name, value]) => {
    const bytes = fieldBytes(name, value)
    total += bytes
    return { name, value, bytes, shortened: false, kept: true }
  })
  if (total <= EVENT_LIMITS.detailsBytes) return details

  const bySize = [...fields].sort((a, b) => b.bytes - a.bytes)
  for (const field of bySize) {
    if (total <= EVENT_LIMITS.detailsBytes) break
    const text = typeof field.value === 'string' ? field.value : JSON.stringify(field.value)
    const value = cutText(text, SHORTENED_CHARS)
    const bytes = fieldBytes(field.name, value)
    if (bytes >= field.bytes) continue
    total -= field.bytes - bytes
    Object.assign(field, { value, bytes, shortened: true })
  }
  // So many fields that even short ones are too much: the largest of them go.
  for (const field of [...fields].sort((a, b) => b.bytes - a.bytes)) {
    if (total <= EVENT_LIMITS.detailsBytes) break
    total -= field.bytes
    field.kept = false
  }
  const kept = fields.filter((field) => field.kept)
  const shortened = kept.filter((field) => field.shortened).length
  warnings.add(
    `The details were larger than ${EVENT_LIMITS.detailsBytes} bytes: ${shortened} fields were ` +
      `shortened, ${fields.length - kept.length} left out.`,
  )
  return Object.fromEntries(kept.map((field) => [field.name, field.value]))
}

function fieldBytes(name: string, value: Json): number {
  return utf8Bytes(JSON.stringify(name)) + utf8Bytes(JSON.stringify(value)) + 2
}

/** An upper bound that needs no text to be built; stops counting once past the limit. */
function roughBytes(value: Json, limit: number): number {
  if (typeof value === 'string') return value.length * BYTES_PER_UNIT_MAX + 2
  if (typeof value === 'number') return 25
  if (typeof value !== 'object' || value === null) return 5
  let bytes = 2
  for (const [key, inner] of Object.entries(value)) {
    bytes += key.length * BYTES_PER_UNIT_MAX + 4 + roughBytes(inner, limit - bytes)
    if (bytes > limit) break
  }
  return bytes
}

/** Bytes of well-formed text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) continue
    // Each half of a pair counts two of the pair's four bytes.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2
  }
  return bytes
}
