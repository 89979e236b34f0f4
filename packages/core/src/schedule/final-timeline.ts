// The final line over any span, joined across the chunks it is kept in.

import { assert } from '../platform/assert.ts'
import { DAY_MS, type Span } from '../platform/time.ts'
import { CHUNK_MS, type SchedulePlan } from './compile-schedule.ts'
import { pushSegment, type Segment } from './compose-line.ts'
import type { OnCall } from './schedule.ts'
import { SPAN_DAYS_MAX } from './schedule-limits.ts'

export type TimelineSegment = Span & OnCall

/** Who is on call over a span, without a hole: stretches with nobody have no `userIds`. */
export function finalTimeline(plan: SchedulePlan, span: Span): TimelineSegment[] {
  return segmentsIn(plan, span).map((segment) => ({
    startsAt: Math.max(segment.startsAt, span.startsAt),
    endsAt: Math.min(segment.endsAt, span.endsAt),
    ...segment.onCall,
  }))
}

/** The segments that meet the span; the outer ones reach as far as the chunks at hand. */
export function segmentsIn(plan: SchedulePlan, span: Span): Segment[] {
  assert(span.endsAt - span.startsAt <= SPAN_DAYS_MAX * DAY_MS, 'a span of at most SPAN_DAYS_MAX')
  const segments: Segment[] = []
  if (span.startsAt >= span.endsAt) return segments
  const last = Math.ceil(span.endsAt / CHUNK_MS)
  for (let index = Math.floor(span.startsAt / CHUNK_MS); index < last; index++) {
    for (const segment of plan.segmentsOfChunk(index)) {
      if (segment.endsAt <= span.startsAt) continue
      if (segment.startsAt >= span.endsAt) break
      // Copied, since joining lengthens a segment and the chunk's own must stay as it is.
      pushSegment(segments, { ...segment })
    }
  }
  return segments
}
