// Too little rest: short breaks between shifts, too many weeks in a row, two schedules at once.
//
// Breaks and double duty look at every schedule, because a body does not know which schedule a
// page came from. A break is told by the schedule that begins or ends it.

import { formatDuration } from '../../platform/duration.ts'
import { HOUR_MS, type Span } from '../../platform/time.ts'
import { sharedSpans } from './join-spans.ts'
import { type Duty, dutiesByPerson, pagedPlans, spansByPerson } from './people-line.ts'
import { nameOf, type QualityFinding, qualityFinding } from './quality-finding.ts'
import type { QualityInput } from './quality-input.ts'
import { type WeeksInARow, weeksInARow } from './weeks-in-a-row.ts'

type SpansOf = ReadonlyMap<string, readonly Span[]>

export type Overwork = {
  readonly findings: QualityFinding[]
  /** Short rests and double duties, and every week beyond those agreed. */
  readonly breaches: number
}

export function findOverwork(input: QualityInput, spansOf: SpansOf): Overwork {
  const others = input.others.map(({ displayName, plan }) => ({
    displayName,
    spansOf: spansByPerson(pagedPlans(plan), input.span),
  }))
  const duties = dutiesByPerson(input)
  const findings = [...spansOf].flatMap(([userId, spans]) => {
    return [
      ...shortRests(input, userId, duties.get(userId) ?? []),
      ...others.flatMap((other) =>
        sharedSpans(spans, other.spansOf.get(userId) ?? []).map(({ startsAt, endsAt }) =>
          qualityFinding(
            'double-duty',
            'warning',
            `${nameOf(input, userId)} is on call here and for ${other.displayName} at once, for ${formatDuration(endsAt - startsAt)}.`,
            { span: { startsAt, endsAt }, userIds: [userId] },
          ),
        ),
      ),
    ]
  })
  const { weeksInARowMax } = input.limits
  const rows = weeksInARow({ ...input.schedule, span: input.span, weeksInARowMax }, spansOf)
  const weeksTooMany = rows.reduce((sum, { count }) => sum + count - weeksInARowMax, 0)
  return {
    findings: [...findings, ...rows.map((row) => rowFinding(input, row))],
    breaches: findings.length + weeksTooMany,
  }
}

/** A break within one turn is a pause, as by day when others take the day: not a break of shifts. */
function shortRests(
  input: QualityInput,
  userId: string,
  duties: readonly Duty[],
): QualityFinding[] {
  const { restHours } = input.limits
  const sorted = duties.toSorted((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt)
  const findings: QualityFinding[] = []
  let last: Duty | undefined
  for (const duty of sorted) {
    const restMs = last ? duty.startsAt - last.endsAt : 0
    if (last && restMs > 0 && restMs < restHours * HOUR_MS) {
      const isOurs = last.isOurs || duty.isOurs
      if (isOurs && last.turn !== duty.turn) {
        const sentence = `${nameOf(input, userId)} rests for ${formatDuration(restMs)} between two shifts; ${restHours}h are agreed.`
        const place = { span: { startsAt: last.endsAt, endsAt: duty.startsAt }, userIds: [userId] }
        findings.push(qualityFinding('short-rest', 'warning', sentence, place))
      }
    }
    if (!last || duty.endsAt >= last.endsAt) last = duty
  }
  return findings
}

function rowFinding(input: QualityInput, row: WeeksInARow): QualityFinding {
  const { userId, startsAt, endsAt, count } = row
  const sentence = `${nameOf(input, userId)} carries ${count} weeks in a row; ${input.limits.weeksInARowMax} are agreed.`
  const place = { span: { startsAt, endsAt }, userIds: [userId] }
  return qualityFinding('weeks-in-a-row', 'warning', sentence, place)
}
