// Answers Alertmanager's webhook. It retries 5xx and nothing else, so whatever may be tried again is
// a 503, even "too fast", which is a 429 for everybody else.

import type { EventFault } from '../../event.ts'
import type { FormatResponse } from '../shared/format-response.ts'

export type AlertmanagerResult =
  | { readonly kind: 'accepted'; readonly eventCount: number }
  | { readonly kind: 'refused'; readonly faults: readonly EventFault[] }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'unavailable' }

export function respondAlertmanager(result: AlertmanagerResult): FormatResponse {
  switch (result.kind) {
    case 'accepted':
      return answer(200, { status: 'accepted', events: result.eventCount })
    case 'refused':
      return answer(400, { status: 'refused', faults: result.faults })
    case 'throttled':
      return answer(503, { status: 'throttled', message: 'too many requests: try again' })
    case 'unavailable':
      return answer(503, { status: 'unavailable', message: 'not stored: try again' })
  }
}

function answer(status: number, body: { readonly [field: string]: unknown }): FormatResponse {
  return { status, body: JSON.stringify(body) }
}
