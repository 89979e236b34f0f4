// The shifts that meet a span, each with its true start and end.
//
// A shift is the longest stretch with the same people and policies for the same reasons: one stint
// of a rotation as far as it is seen, or one override. Because nothing is cut at the span, asking for
// two halves finds the same shifts as asking for the whole.

import type { Instant, Span } from '../platform/time.ts'
import { CHUNK_MS, type SchedulePlan } from './compile-schedule.ts'
import { type Segment, saysTheSame } from './compose-line.ts'
import { segmentsIn } from './final-timeline.ts'
import { namesSomebody } from './names-somebody.ts'
import type { OnCall } from './schedule.ts'

/** A shift is followed this far beyond the span: some 1,700 years, more than limits allow. */
const CHUNKS_FOLLOWED_MAX = 20_000

export type Shift = Span &
  OnCall & {
    /** The override that decides the shift, else its layer; of several, that of the first person. */
    readonly source: string
    readonly layerName: string | null
    readonly overrideId: string | null
  }

export function shiftsBetween(plan: SchedulePlan, span: Span): Shift[] {
  const segments = segmentsIn(plan, span)
  const last = segments.length - 1
  const shifts: Shift[] = []
  segments.forEach((segment, i) => {
    const { userIds, because, policyIds, policyLayers } = segment.onCall
    if (!namesSomebody(segment.onCall)) return
    const { layerName, overrideId } = because[0] ?? {
      layerName: policyLayers[0] ?? null,
      overrideId: null,
    }
    shifts.push({
      startsAt: i === 0 ? trueStart(plan, segment) : segment.startsAt,
      endsAt: i === last ? trueEnd(plan, segment) : segment.endsAt,
      userIds,
      because,
      policyIds,
      policyLayers,
      source: overrideId ?? layerName ?? '',
      layerName,
      overrideId,
    })
  })
  return shifts
}

function trueStart(plan: SchedulePlan, segment: Segment): Instant {
  let { startsAt } = segment
  for (let i = 0; i < CHUNKS_FOLLOWED_MAX && startsAt % CHUNK_MS === 0; i++) {
    const before = plan.segmentsOfChunk(startsAt / CHUNK_MS - 1).at(-1)
    if (!before || !saysTheSame(before, segment)) break
    startsAt = before.startsAt
  }
  return startsAt
}

function trueEnd(plan: SchedulePlan, segment: Segment): Instant {
  let { endsAt } = segment
  for (let i = 0; i < CHUNKS_FOLLOWED_MAX && endsAt % CHUNK_MS === 0; i++) {
    const after = plan.segmentsOfChunk(endsAt / CHUNK_MS).at(0)
    if (!after || !saysTheSame(after, segment)) break
    endsAt = after.endsAt
  }
  return endsAt
}
