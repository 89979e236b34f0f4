// Too little rest: short breaks between shifts, too many weeks in a row, two schedules at once.
//
// Breaks and double duty look at every schedule, because a body does not know which schedule a
// page came from. A break is told by the schedule that begins or ends it.

import { formatDuration } from '../../platform/duration.ts'
import { DAY_MS, HOUR_MS, type Span, WEEK_MS } from '../../platform/time.ts'
import { dayOf, weekdayOf } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import { joinSpans, lengthMs, sharedSpans } from './join-spans.ts'
import { type Duty, dutiesByPerson, pagedPlans, spansByPerson } from './people-line.ts'
import { nameOf, type QualityFinding, qualityFinding } from './quality-finding.ts'
import type { QualityInput } from './quality-input.ts'
import { WEEK_CARRIED_SHARE } from './quality-limits.ts'

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
  const weeks = coveredWeeks(input, spansOf)
  const rows: Row[] = []
  const findings = [...spansOf].flatMap(([userId, spans]) => {
    rows.push(...weeksInARow(input, userId, spans, weeks))
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

type CoveredWeek = Span & { readonly coveredMs: number }

/** The calendar weeks of the schedule's zone, from Monday on, with how much of each is covered. */
function coveredWeeks(input: QualityInput, spansOf: SpansOf): CoveredWeek[] {
  const zone = zoneTable(input.schedule.timeZone)
  const today = dayOf(zone.wallAt(input.span.startsAt))
  const covered = joinSpans([...spansOf.values()].flat())
  const weeks: Span[] = []
  for (let day = today - weekdayOf(today); ; day += WEEK_MS / DAY_MS) {
    const startsAt = Math.max(zone.instantOf(day * DAY_MS, 'first'), input.span.startsAt)
    const next = zone.instantOf(day * DAY_MS + WEEK_MS, 'first')
    if (startsAt >= input.span.endsAt) break
    const endsAt = Math.min(next, input.span.endsAt)
    // What the span cuts off to a few days says nothing about a week.
    if (endsAt - startsAt > WEEK_MS * WEEK_CARRIED_SHARE) weeks.push({ startsAt, endsAt })
  }
  const coveredMs = sumByOther(covered, weeks)
  return weeks.map((week, i) => ({ ...week, coveredMs: coveredMs[i] ?? 0 }))
}

type Row = Span & { readonly userId: string; readonly count: number }

/**
 * A person carries a week when most of what is covered of it is theirs: so a weekly turn counts as
 * one week on whichever day it is handed over, and a turn of every second day as none.
 */
function weeksInARow(
  input: QualityInput,
  userId: string,
  spans: readonly Span[],
  weeks: readonly CoveredWeek[],
): Row[] {
  const heldMs = sumByOther(spans, weeks)
  const rows: Row[] = []
  weeks.forEach(({ startsAt, endsAt, coveredMs }, i) => {
    const held = heldMs[i] ?? 0
    if (held === 0 || held <= coveredMs * WEEK_CARRIED_SHARE) return
    const last = rows[rows.length - 1]
    if (last?.endsAt === startsAt)
      rows[rows.length - 1] = { ...last, endsAt, count: last.count + 1 }
    else rows.push({ userId, startsAt, endsAt, count: 1 })
  })
  return rows.filter(({ count }) => count > input.limits.weeksInARowMax)
}

function rowFinding(input: QualityInput, row: Row): QualityFinding {
  const { userId, startsAt, endsAt, count } = row
  const sentence = `${nameOf(input, userId)} carries ${count} weeks in a row; ${input.limits.weeksInARowMax} are agreed.`
  const place = { span: { startsAt, endsAt }, userIds: [userId] }
  return qualityFinding('weeks-in-a-row', 'warning', sentence, place)
}

/** How much of each of `others` the spans fill. */
function sumByOther(spans: readonly Span[], others: readonly Span[]): number[] {
  const indexOf = new Map(others.map((other, index) => [other, index]))
  const sums = others.map(() => 0)
  for (const piece of sharedSpans(spans, others)) {
    const index = indexOf.get(piece.other) ?? 0
    sums[index] = (sums[index] ?? 0) + lengthMs([piece])
  }
  return sums
}
