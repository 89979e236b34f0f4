// Fields of objects that somebody else made: what is absent or of another type reads as nothing.

import { isJsonObject, type JsonObject } from '@evenwatch/core'

export function textOf(object: JsonObject, field: string): string | null {
  const value = object[field]
  return typeof value === 'string' && value !== '' ? value : null
}

export function numberOf(object: JsonObject, field: string): number | null {
  const value = object[field]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function objectOf(object: JsonObject, field: string): JsonObject | null {
  const value = object[field]
  return isJsonObject(value) ? value : null
}

/** Its objects; anything else in the list is left out. */
export function objectsOf(object: JsonObject, field: string): readonly JsonObject[] {
  const value = object[field]
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}
