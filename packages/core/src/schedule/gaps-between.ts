import type { Span } from '../platform/time.ts'
import type { SchedulePlan } from './compile-schedule.ts'
import { finalTimeline } from './final-timeline.ts'

/** A stretch in which nobody is on call. */
export type Gap = Span

/** The gaps within a span, cut at its ends. */
export function gapsBetween(plan: SchedulePlan, span: Span): Gap[] {
  return finalTimeline(plan, span)
    .filter((segment) => segment.userIds.length === 0)
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
}
