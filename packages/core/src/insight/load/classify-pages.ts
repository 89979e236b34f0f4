// What each page was to the person it reached: in which of their hours it came, whether they were on
// call, and whether it interrupted them or came with another one.

import type { Urgency } from '../../alert/event.ts'
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../platform/time.ts'
import type { Rhythm } from '../../schedule/change/nights.ts'
import { hourClasses } from '../../schedule/quality/hour-classes.ts'
import type { HourClass } from '../../schedule/quality/quality-limits.ts'
import { dayOf, weekdayOf } from '../../schedule/wall-time.ts'
import { zoneTable } from '../../schedule/zone-table.ts'
import type { EngagedSpan } from './engaged-spans.ts'
import { INTERRUPTION_MS } from './load-limits.ts'

export type LoadPage = {
  readonly userId: string
  readonly groupId: string
  readonly at: Instant
  readonly urgency: Urgency
}

/** Everything the ledger knows of one person. */
export type PersonFacts = {
  readonly userId: string
  readonly rhythm: Rhythm
  /** On call in whatever schedule and role; sorted and disjoint. */
  readonly duty: readonly Span[]
  /** In the order of time. */
  readonly pages: readonly LoadPage[]
  readonly engaged: readonly EngagedSpan[]
  /** Groups whose severity was critical at its highest. */
  readonly criticalGroupIds: ReadonlySet<string>
}

export type ClassifiedPage = LoadPage & {
  readonly hour: HourClass
  /** Pages of one night, weekend or holiday have the same number. */
  readonly occasion: number
  readonly isScheduled: boolean
  readonly isInterruption: boolean
  readonly isCritical: boolean
  /** Of the person's own week: 0 is Monday from 00:00 until 01:00, 167 the last hour of Sunday. */
  readonly hourOfWeek: number
}

/** Those within the span, in the order of time. */
export function classifyPages(facts: PersonFacts, span: Span): ClassifiedPage[] {
  const { rhythm, duty, criticalGroupIds } = facts
  const zone = zoneTable(rhythm.timeZone)
  const pieceAt = reader(hourClasses(rhythm, rhythm.holidays, span))
  const dutyAt = reader(duty)
  const pages: ClassifiedPage[] = []
  let interruptedAt = Number.NEGATIVE_INFINITY
  for (const page of facts.pages) {
    const { at, urgency, groupId } = page
    const isWithin = at >= span.startsAt && at < span.endsAt
    const isInterruption = urgency === 'high' && at - interruptedAt >= INTERRUPTION_MS
    // A page before the span may be what woke the person for the first one within it.
    if (isInterruption) interruptedAt = at
    const piece = isWithin ? pieceAt(at) : undefined
    if (!piece) continue
    const wall = zone.wallAt(at)
    const day = dayOf(wall)
    pages.push({
      ...page,
      hour: piece.hour,
      occasion: piece.occasion,
      isScheduled: dutyAt(at) !== undefined,
      isInterruption,
      isCritical: criticalGroupIds.has(groupId),
      hourOfWeek: weekdayOf(day) * 24 + Math.floor((wall - day * DAY_MS) / HOUR_MS),
    })
  }
  return pages
}

/** Finds the span that holds at an instant; instants are asked for in the order of time. */
function reader<S extends Span>(spans: readonly S[]): (at: Instant) => S | undefined {
  let next = 0
  return (at) => {
    while ((spans[next]?.endsAt ?? Number.POSITIVE_INFINITY) <= at) next += 1
    const span = spans[next]
    return span && span.startsAt <= at ? span : undefined
  }
}
