// Says where our wall times differ from Grafana's real hours: over a change of the clocks.

import { DAY_MS, HOUR_MS, type Instant, zoneTable } from '@evenwatch/core'
import type { ReasonCode } from '../reason-codes.ts'
import type { Body } from './layer-forms.ts'
import type { Shift } from './read-shift.ts'

export type ShiftRemark = { readonly code: ReasonCode; readonly detail: string }

const NIGHT_ENDS_MS = 4 * HOUR_MS

/** Grafana's shifts last real hours: over a clock change they end an hour early or late. */
export function clockRemarks(shift: Shift, body: Body, now: Instant): ShiftRemark[] {
  const isWallTime = !('rrule' in body.turn)
  const clock = shift.start - Math.floor(shift.start / DAY_MS) * DAY_MS
  const touchesNight = clock < NIGHT_ENDS_MS || clock + shift.durationMs > DAY_MS
  if (!isWallTime || !touchesNight || !changesClocks(shift.timeZone, now)) return []
  const detail =
    'Grafana leaves an hour without anybody when clocks go back and doubles one when they go ' +
    'forward; here the handoff stays at its wall time.'
  return [{ code: 'handoff-at-clock-change', detail }]
}

function changesClocks(timeZone: string, now: Instant): boolean {
  const zone = zoneTable(timeZone)
  const offset = zone.wallAt(now) - now
  for (let month = 1; month <= 12; month += 1) {
    const at = now + month * 30 * DAY_MS
    if (zone.wallAt(at) - at !== offset) return true
  }
  return false
}
