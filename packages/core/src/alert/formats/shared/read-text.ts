// Reads one text field of a sender, coercing what can be coerced.

import type { Json } from '../../../platform/json.ts'
import { quote, type Warnings } from './collect-warnings.ts'
import { cutText } from './cut-text.ts'

/** The text of a scalar; undefined for what is absent or is not one. */
export function scalarText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return undefined
}

/** One line within `limitChars`; empty when absent. What had to be changed is warned about. */
export function readLine(
  field: string,
  value: Json | undefined,
  limitChars: number,
  warnings: Warnings,
): string {
  if (value === undefined || value === null) return ''
  const scalar = scalarText(value)
  if (typeof value !== 'string') {
    warnings.add(`${field} should be text; ${quote(value)} was kept as text.`)
  }
  // Line breaks would spoil subjects, calls and lists; they are no loss worth a warning.
  const line = (scalar ?? JSON.stringify(value)).replace(/\s+/g, ' ').trim()
  if (line.length > limitChars) {
    warnings.add(`${field} was cut from ${line.length} to ${limitChars} characters.`)
  }
  return cutText(line, limitChars)
}
