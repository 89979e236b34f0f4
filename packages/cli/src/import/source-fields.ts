// Reads fields of exported JSON that nobody has checked.
//
// A field of another kind than expected reads as absent: an export is old, hand-made or of another
// version of the source, and one odd field must not lose the rest. What a converter cannot do
// without, it reports itself.

import { userSpecSchema } from '@evenwatch/api'
import { isJsonObject, type JsonObject, parseWallTime, type WallMs } from '@evenwatch/core'

export type Fields = { readonly [field: string]: unknown }

/** Its objects; anything else in the list is left out. */
export function objectsOf(items: unknown): JsonObject[] {
  return Array.isArray(items) ? items.filter(isJsonObject) : []
}

/** One without any field where there is none. */
export function objectOf(value: unknown): JsonObject {
  return objectOrNull(value) ?? {}
}

export function objectOrNull(value: unknown): JsonObject | null {
  return isJsonObject(value) ? value : null
}

/** Null also for empty text. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : []
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.flatMap((one) => numberOf(one) ?? []) : []
}

/** MySQL and its clients write 1 and 0. */
export function flagOf(value: unknown): boolean | null {
  if (value === 1) return true
  if (value === 0) return false
  return typeof value === 'boolean' ? value : null
}

/** `2026-01-05T09:00:00`, with or without parts of a second or a `Z`, which are not read. */
export function wallOf(value: unknown): WallMs | null {
  if (typeof value !== 'string') return null
  return parseWallTime(value.replace(/(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/, ''))
}

/** Lower-cased; null when it is no address that our people may have. */
export function emailOf(value: unknown): string | null {
  const text = textOf(value)?.trim().toLowerCase() ?? ''
  return userSpecSchema.shape.email.safeParse(text).success ? text : null
}
