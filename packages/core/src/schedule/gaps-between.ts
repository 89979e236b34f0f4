import type { Span } from '../platform/time.ts'
import type { SchedulePlan } from './compile-schedule.ts'
import { finalTimeline } from './final-timeline.ts'
import { namesSomebody } from './names-somebody.ts'

/** A stretch in which nobody is on call, neither a person nor a policy. */
export type Gap = Span

/** The gaps within a span, cut at its ends. */
export function gapsBetween(plan: SchedulePlan, span: Span): Gap[] {
  return finalTimeline(plan, span)
    .filter((segment) => !namesSomebody(segment))
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
}
