// A temporary schedule as the stretches that stand instead of the schedule's own line.
//
// Together they cover the whole span: where no shift was given, nobody is on call on purpose.

import type { Span } from '../../platform/time.ts'

export type TemporaryShift = Span & { readonly userIds: readonly string[] }

export type TemporaryFault = {
  readonly index: number
  readonly rule: string
}

export type TemporaryResult =
  | { readonly ok: true; readonly stretches: readonly TemporaryShift[] }
  | { readonly ok: false; readonly faults: readonly TemporaryFault[] }

export function temporaryShifts(span: Span, shifts: readonly TemporaryShift[]): TemporaryResult {
  const faults: TemporaryFault[] = []
  const sorted = shifts
    .map((shift, index) => ({ ...shift, index }))
    .sort((a, b) => a.startsAt - b.startsAt)
  const stretches: TemporaryShift[] = []
  let at = span.startsAt
  for (const { index, startsAt, endsAt, userIds } of sorted) {
    if (endsAt <= startsAt) faults.push({ index, rule: 'A shift ends after it begins.' })
    else if (startsAt < span.startsAt || endsAt > span.endsAt) {
      faults.push({ index, rule: 'A shift lies within the temporary schedule.' })
    } else if (startsAt < at) faults.push({ index, rule: 'Shifts do not overlap.' })
    if (startsAt > at) stretches.push({ startsAt: at, endsAt: startsAt, userIds: [] })
    stretches.push({ startsAt, endsAt, userIds })
    at = Math.max(at, endsAt)
  }
  if (faults.length > 0) return { ok: false, faults }
  if (at < span.endsAt) stretches.push({ startsAt: at, endsAt: span.endsAt, userIds: [] })
  return { ok: true, stretches }
}
