// Instants that callers name, kept within the years for which zones have rules.

import { type Instant, YEAR_MAX, YEAR_MIN } from '@evenwatch/core'
import { type Refusal, refuse } from '../platform/http/refusal.ts'

export function readInstant(text: string, field: string): Instant | Refusal {
  const at = Date.parse(text)
  if (at >= Date.UTC(YEAR_MIN, 0, 1) && at < Date.UTC(YEAR_MAX, 0, 1)) return at
  const rule = `An instant between ${YEAR_MIN} and ${YEAR_MAX}.`
  return refuse('invalid-request', { fields: [{ field, rule, example: '2026-01-05T09:00:00Z' }] })
}
