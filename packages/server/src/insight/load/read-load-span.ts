// The span of a question about load: the last 90 days unless said otherwise, and never the future,
// which has no pages yet.

import { DAY_MS, type Instant, LOAD_DAYS_DEFAULT, LOAD_DAYS_MAX, type Span } from '@evenwatch/core'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { readInstant } from '../../schedule/read-instant.ts'

export type LoadQuery = { readonly from?: string | undefined; readonly until?: string | undefined }

export function readLoadSpan(query: LoadQuery, now: Instant): Span | Refusal {
  const until = query.until === undefined ? now : readInstant(query.until, 'until')
  if (isRefusal(until)) return until
  const endsAt = Math.min(until, now)
  const startsAt =
    query.from === undefined ? endsAt - LOAD_DAYS_DEFAULT * DAY_MS : readInstant(query.from, 'from')
  if (isRefusal(startsAt)) return startsAt
  if (startsAt >= endsAt) return invalid('from', 'Earlier than `until`, and than now.')
  if (endsAt - startsAt > LOAD_DAYS_MAX * DAY_MS) {
    return invalid('until', `At most ${LOAD_DAYS_MAX} days after \`from\`.`)
  }
  return { startsAt, endsAt }
}

function invalid(field: string, rule: string): Refusal {
  return refuse('invalid-request', { fields: [{ field, rule }] })
}
