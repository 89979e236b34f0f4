// Who carries more weeks in a row than agreed.
//
// A person carries a week when most of what is covered of it is theirs: so a weekly turn counts as
// one week on whichever day it is handed over, and a turn of every second day as none.

import { DAY_MS, type Span, WEEK_MS } from '../../platform/time.ts'
import { dayOf, weekdayOf } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import { joinSpans, sharedSpans } from './join-spans.ts'
import { WEEK_CARRIED_SHARE } from './quality-limits.ts'

export type WeeksInARow = Span & { readonly userId: string; readonly count: number }

export type WeeksInput = {
  /** Its weeks begin on Monday at midnight. */
  readonly timeZone: string
  readonly span: Span
  readonly weeksInARowMax: number
}

export function weeksInARow(
  input: WeeksInput,
  spansOf: ReadonlyMap<string, readonly Span[]>,
): WeeksInARow[] {
  const weeks = weeksOf(input)
  const coveredMs = sumByOther(joinSpans([...spansOf.values()].flat()), weeks)
  return [...spansOf].flatMap(([userId, spans]) => {
    const heldMs = sumByOther(spans, weeks)
    const rows: WeeksInARow[] = []
    weeks.forEach(({ startsAt, endsAt }, i) => {
      const held = heldMs[i] ?? 0
      if (held === 0 || held <= (coveredMs[i] ?? 0) * WEEK_CARRIED_SHARE) return
      const last = rows[rows.length - 1]
      if (last?.endsAt === startsAt) {
        rows[rows.length - 1] = { ...last, endsAt, count: last.count + 1 }
      } else rows.push({ userId, startsAt, endsAt, count: 1 })
    })
    return rows.filter(({ count }) => count > input.weeksInARowMax)
  })
}

/** The weeks that are judged in a span, cut at its ends. */
export function weeksOf({ timeZone, span }: Pick<WeeksInput, 'timeZone' | 'span'>): Span[] {
  const zone = zoneTable(timeZone)
  const today = dayOf(zone.wallAt(span.startsAt))
  const weeks: Span[] = []
  for (let day = today - weekdayOf(today); ; day += WEEK_MS / DAY_MS) {
    const startsAt = Math.max(zone.instantOf(day * DAY_MS, 'first'), span.startsAt)
    if (startsAt >= span.endsAt) return weeks
    const next = zone.instantOf(day * DAY_MS + WEEK_MS, 'first')
    const endsAt = Math.min(next, span.endsAt)
    // What the span cuts off to a few days says nothing about a week.
    if (endsAt - startsAt > WEEK_MS * WEEK_CARRIED_SHARE) weeks.push({ startsAt, endsAt })
  }
}

/** How much of each of `others` the spans fill. */
export function sumByOther(spans: readonly Span[], others: readonly Span[]): number[] {
  const indexOf = new Map(others.map((other, index) => [other, index]))
  const sums = others.map(() => 0)
  for (const piece of sharedSpans(spans, others)) {
    const index = indexOf.get(piece.other) ?? 0
    sums[index] = (sums[index] ?? 0) + piece.endsAt - piece.startsAt
  }
  return sums
}
