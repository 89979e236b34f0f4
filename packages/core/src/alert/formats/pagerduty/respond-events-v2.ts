// Answers PagerDuty Events v2 clients in the words they check: some accept exactly 202 with
// `status: "success"`, some show `errors[0]`, and all of them retry 429 and 5xx only.

import type { EventFault } from '../../event.ts'
import type { FormatResponse } from '../shared/format-response.ts'
import { describeRoutingKeyFault } from './describe-routing-key-fault.ts'

export type EventsV2Result =
  /** `dedupKey` is the sender's, or the one generated for a trigger without. */
  | { readonly kind: 'accepted'; readonly dedupKey: string }
  | { readonly kind: 'refused'; readonly faults: readonly EventFault[] }
  /** `faults` are those of the rest of the body, so that all are told at once. */
  | {
      readonly kind: 'unknownKey'
      readonly routingKey: string | null
      readonly faults: readonly EventFault[]
    }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'unavailable' }

/** Bytes of one request, as PagerDuty documents it; its clients trim at this figure. */
export const EVENTS_V2_BODY_BYTES = 524_288

export function respondEventsV2(result: EventsV2Result): FormatResponse {
  switch (result.kind) {
    case 'accepted':
      return answer(202, {
        status: 'success',
        message: 'Event processed',
        dedup_key: result.dedupKey,
      })
    case 'refused':
      return refuse([], result.faults)
    case 'unknownKey':
      return refuse(describeRoutingKeyFault(result.routingKey), result.faults)
    case 'tooLarge':
      return invalid(413, [`Event is too large (should be at most ${EVENTS_V2_BODY_BYTES} bytes)`])
    case 'throttled':
      return answer(429, {
        status: 'throttle exceeded',
        message: 'Requests for this key arrive too fast: try again in 30 seconds',
        errors: ['Too many requests'],
      })
    case 'unavailable':
      return answer(503, {
        status: 'unavailable',
        message: 'The event was not stored: try again',
        errors: ['Temporarily unavailable'],
      })
  }
}

function refuse(keyErrors: readonly string[], faults: readonly EventFault[]): FormatResponse {
  const errors = [...keyErrors, ...faults.map((fault) => fault.rule)]
  // A fault without a field is about the body as a whole: it was no event object at all.
  const isUnrecognised = faults.some((fault) => fault.field === '') && faults.length === 1
  if (!isUnrecognised) return invalid(400, errors)
  return answer(400, {
    status: 'Unrecognized object',
    message: 'Event object format is unrecognized',
    errors: faults.map((fault) => fault.rule),
  })
}

function invalid(status: number, errors: readonly string[]): FormatResponse {
  return answer(status, { status: 'invalid event', message: 'Event object is invalid', errors })
}

function answer(status: number, body: { readonly [field: string]: unknown }): FormatResponse {
  return { status, body: JSON.stringify(body) }
}
