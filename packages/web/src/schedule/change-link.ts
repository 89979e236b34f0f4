// Where a change of a schedule begins, filled in from what was pressed.

import type { ShiftRole } from '@evenwatch/core'
import { paths } from '../app/paths.ts'

export type ChangeStart = {
  readonly kind: 'override' | 'cover' | 'swap' | 'arranged' | 'take-over'
  readonly role?: ShiftRole
  readonly from?: number
  readonly until?: number
  /** The name of the person to be relieved; absent: whoever opens it, or is on call. */
  readonly away?: string
}

export function changeLink(schedule: string, start: ChangeStart) {
  const { kind, role, from, until, away } = start
  const iso = (at: number) => new Date(at).toISOString()
  return {
    to: paths.scheduleChange(schedule),
    search: {
      kind,
      ...(from !== undefined && { from: iso(from) }),
      ...(until !== undefined && { until: iso(until) }),
      ...(role !== undefined && role !== 'primary' && { role }),
      ...(away !== undefined && { away }),
    },
  }
}
