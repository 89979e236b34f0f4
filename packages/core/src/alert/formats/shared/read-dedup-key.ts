// Reads a dedup key and keeps it within its limit without letting two keys become one.

import type { Json } from '../../../platform/json.ts'
import { EVENT_LIMITS } from '../../event.ts'
import { quote, type Warnings } from './collect-warnings.ts'
import { scalarText } from './read-text.ts'

/** Kept byte for byte; null when absent or empty. */
export function readDedupKey(
  field: string,
  value: Json | undefined,
  warnings: Warnings,
): string | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string') {
    warnings.add(`${field} should be text; ${quote(value)} was kept as text.`)
  }
  const key = scalarText(value) ?? JSON.stringify(value)
  if (key.length > EVENT_LIMITS.dedupKeyChars) {
    warnings.add(`${field} was shortened to ${EVENT_LIMITS.dedupKeyChars} characters.`)
  }
  return boundKey(key, EVENT_LIMITS.dedupKeyChars)
}

/** A long key keeps its beginning and gains a digest of the whole, so that tails still tell apart. */
export function boundKey(key: string, limitChars: number): string {
  if (key.length <= limitChars) return key
  const suffix = `~${digest(key, 0x811c9dc5)}${digest(key, 0x9e3779b9)}`
  const head = key.slice(0, limitChars - suffix.length)
  return head.replace(/[\ud800-\udbff]$/, '_') + suffix
}

// FNV-1a over UTF-16 units: identity, not secrecy, is what the key needs.
function digest(text: string, seed: number): string {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
