// Which gaps ahead are news. A schedule for office hours has a gap every night, on purpose; a gap
// is news when the week before somebody was on call at that time.

import { type Span, WEEK_MS } from '../platform/time.ts'
import type { SchedulePlan } from './compile-schedule.ts'
import { gapsBetween } from './gaps-between.ts'
import { namesSomebody } from './names-somebody.ts'
import { onCallAt } from './on-call-at.ts'

export function newsOfGaps(plan: SchedulePlan, span: Span): Span[] {
  return gapsBetween(plan, span)
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))
    .filter(({ startsAt, endsAt }) => {
      const middle = Math.floor((startsAt + Math.min(endsAt, span.endsAt)) / 2)
      return namesSomebody(onCallAt(plan, middle - WEEK_MS))
    })
}
