// The body of an action as an action; a snooze needs an end in the future and not too far away.

import { SNOOZE_MS_MAX } from '@evenwatch/api'
import { DAY_MS, formatInstant, type GroupAction, HOUR_MS, type Instant } from '@evenwatch/core'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

export function readBulkAction(
  kind: 'acknowledge' | 'resolve' | 'snooze' | 'reopen',
  until: string | undefined,
  now: Instant,
): GroupAction | Refusal {
  if (kind !== 'snooze') return { kind }
  const at = until === undefined ? Number.NaN : Date.parse(until)
  if (at > now && at <= now + SNOOZE_MS_MAX) return { kind, until: at }
  return refuse('invalid-request', {
    fields: [
      {
        field: 'until',
        rule: `an instant after now and within ${SNOOZE_MS_MAX / DAY_MS} days`,
        example: formatInstant(now + HOUR_MS),
      },
    ],
  })
}
