// What pages did to one person within a span: by their own hours, on call or called in, and how much
// of it was critical.

import { assert } from '../../platform/assert.ts'
import type { Span } from '../../platform/time.ts'
import { spansWithout } from '../../schedule/change/duty-of.ts'
import { hourClasses } from '../../schedule/quality/hour-classes.ts'
import { lengthMs, sharedSpans } from '../../schedule/quality/join-spans.ts'
import { classifyPages, type PersonFacts } from './classify-pages.ts'
import { engagedWithin } from './engaged-spans.ts'
import { measureWork, type Work } from './measure-work.ts'

export const HOURS_OF_WEEK = 7 * 24

export type LoadOfPerson = {
  readonly userId: string
  readonly work: Work
  /** Adds up to `work` with `unscheduled`. */
  readonly scheduled: Work
  /** Called in while on call in no schedule. */
  readonly unscheduled: Work
  readonly critical: {
    /** Critical alert groups that paged or engaged the person. */
    readonly groups: number
    readonly pages: number
    readonly engagedMs: number
    readonly unscheduledGroups: number
    readonly unscheduledEngagedMs: number
  }
  /** Nights with at least one interruption in sleep hours. */
  readonly nightsInterrupted: number
  /** Pages by hour of the person's own week, from Monday 00:00. */
  readonly pagesByHourOfWeek: readonly number[]
}

export function personLoad(facts: PersonFacts, span: Span): LoadOfPerson {
  const { rhythm, duty, criticalGroupIds } = facts
  const pieces = hourClasses(rhythm, rhythm.holidays, span)
  const pages = classifyPages(facts, span)
  const engaged = engagedWithin(facts.engaged, span)
  const onDuty = sharedSpans(engaged, duty)
  const offDuty = spansWithout(engaged, duty)
  const ofCritical = facts.engaged.filter(({ groupId }) => criticalGroupIds.has(groupId))
  const critical = engagedWithin(ofCritical, span)
  const inSpan = ofCritical.filter(
    (one) => one.startsAt < span.endsAt && one.endsAt > span.startsAt,
  )
  const criticalPages = pages.filter(({ isCritical }) => isCritical)
  const pagedOff = criticalPages.filter(({ isScheduled }) => !isScheduled)
  const engagedOff = inSpan.filter((one) => spansWithout([one], duty).length > 0)
  const nights = pages.filter(({ hour, isInterruption }) => hour === 'sleep' && isInterruption)
  return {
    userId: facts.userId,
    work: measureWork(pages, engaged, pieces),
    scheduled: measureWork(
      pages.filter(({ isScheduled }) => isScheduled),
      onDuty,
      pieces,
    ),
    unscheduled: measureWork(
      pages.filter(({ isScheduled }) => !isScheduled),
      offDuty,
      pieces,
    ),
    critical: {
      groups: countGroups(criticalPages, inSpan),
      pages: criticalPages.length,
      engagedMs: lengthMs(critical),
      unscheduledGroups: countGroups(pagedOff, engagedOff),
      unscheduledEngagedMs: lengthMs(spansWithout(critical, duty)),
    },
    nightsInterrupted: new Set(nights.map(({ occasion }) => occasion)).size,
    pagesByHourOfWeek: countHours(pages.map(({ hourOfWeek }) => hourOfWeek)),
  }
}

type OfGroup = { readonly groupId: string }

function countGroups(pages: readonly OfGroup[], engaged: readonly OfGroup[]): number {
  return new Set([...pages, ...engaged].map(({ groupId }) => groupId)).size
}

function countHours(hours: readonly number[]): number[] {
  const counts = Array.from({ length: HOURS_OF_WEEK }, () => 0)
  for (const hour of hours) {
    assert(hour >= 0 && hour < HOURS_OF_WEEK, 'an hour of the week')
    counts[hour] = (counts[hour] ?? 0) + 1
  }
  return counts
}
