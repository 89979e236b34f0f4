// People who are on call while they are away, or on a public holiday of their own country.
//
// Being away is a finding to act upon: somebody must stand in. A holiday is not: somebody has to be
// on call on it, so it is said for information and counted in the load.

import { formatDuration } from '../../platform/duration.ts'
import type { Span } from '../../platform/time.ts'
import { joinSpans, lengthMs, sharedSpans } from './join-spans.ts'
import { nameOf, type QualityFinding, qualityFinding } from './quality-finding.ts'
import type { QualityInput } from './quality-input.ts'
import { ABSENCE_NEAR_MS } from './quality-limits.ts'

export type AbsenceResult = {
  readonly findings: QualityFinding[]
  /** On-call time of people who are away. */
  readonly absentMs: number
}

export function findAbsences(
  input: QualityInput,
  spansOf: ReadonlyMap<string, readonly Span[]>,
): AbsenceResult {
  const findings: QualityFinding[] = []
  let absentMs = 0
  for (const [userId, spans] of spansOf) {
    const away = joinSpans(input.absences.filter((one) => one.userId === userId))
    const missed = sharedSpans(spans, away)
    absentMs += lengthMs(missed)
    for (const { startsAt, endsAt } of missed) {
      const isNear = startsAt - input.now < ABSENCE_NEAR_MS
      const sentence = `${nameOf(input, userId)} is away for ${formatDuration(endsAt - startsAt)} of a shift.`
      const place = { span: { startsAt, endsAt }, userIds: [userId] }
      findings.push(
        qualityFinding('absent-on-call', isNear ? 'critical' : 'warning', sentence, place),
      )
    }
    const holidays = input.holidays.filter((one) => one.userId === userId)
    holidays.sort((a, b) => a.startsAt - b.startsAt)
    for (const holiday of holidays) {
      const [first] = sharedSpans([holiday], spans)
      if (!first) continue
      const span = { startsAt: holiday.startsAt, endsAt: holiday.endsAt }
      const sentence = `${nameOf(input, userId)} is on call on a public holiday: ${holiday.name}.`
      findings.push(
        qualityFinding('holiday-on-call', 'info', sentence, { span, userIds: [userId] }),
      )
    }
  }
  return { findings, absentMs }
}
