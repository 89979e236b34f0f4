// The final line over any span, joined across the chunks it is kept in.

import { assert } from '../platform/assert.ts'
import { DAY_MS, type Span } from '../platform/time.ts'
import { CHUNK_MS, type SchedulePlan } from './compile-schedule.ts'
import { type Segment, saysTheSame } from './compose-line.ts'
import type { OnCall } from './schedule.ts'
import { SCHEDULE_SPAN_DAYS_MAX } from './schedule-limits.ts'

export type TimelineSegment = Span & OnCall

/** Who is on call over a span, without a hole: stretches with nobody name neither people nor policies. */
export function finalTimeline(plan: SchedulePlan, span: Span): TimelineSegment[] {
  return segmentsIn(plan, span).map((segment) => ({
    startsAt: Math.max(segment.startsAt, span.startsAt),
    endsAt: Math.min(segment.endsAt, span.endsAt),
    ...segment.onCall,
  }))
}

/** The segments that meet the span; the outer ones reach as far as the chunks at hand. */
export function segmentsIn(plan: SchedulePlan, span: Span): Segment[] {
  assert(
    span.endsAt - span.startsAt <= SCHEDULE_SPAN_DAYS_MAX * DAY_MS,
    'a span of at most SCHEDULE_SPAN_DAYS_MAX',
  )
  const segments: Segment[] = []
  if (span.startsAt >= span.endsAt) return segments
  const last = Math.ceil(span.endsAt / CHUNK_MS)
  for (let index = Math.floor(span.startsAt / CHUNK_MS); index < last; index++) {
    let isFirstOfChunk = true
    for (const segment of plan.segmentsOfChunk(index)) {
      if (segment.endsAt > span.startsAt && segment.startsAt < span.endsAt) {
        const before = segments[segments.length - 1]
        // A new segment where two join, since the chunk's own must stay as it is.
        if (isFirstOfChunk && before && saysTheSame(before, segment)) {
          segments[segments.length - 1] = { ...before, endsAt: segment.endsAt }
        } else segments.push(segment)
      }
      isFirstOfChunk = false
    }
  }
  return segments
}
