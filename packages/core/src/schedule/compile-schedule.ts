// A schedule made answerable: its layers compiled, its final line kept in chunks of 64 days.
//
// A chunk is computed when it is first asked for and says the same every time, so the cache shows
// in speed only. Every question of this room is answered from these chunks; that is why a query at
// an instant always equals the shift that covers it. Compile again when the schedule or the
// members of its teams change.

import { assert } from '../platform/assert.ts'
import { DAY_MS, type Instant } from '../platform/time.ts'
import { composeLine, type PlacedOverride, type Segment } from './compose-line.ts'
import { compileLayer, type LayerLine } from './layer-line.ts'
import type { Schedule, TeamMembers } from './schedule.ts'

export const CHUNK_MS = 64 * DAY_MS
const CHUNKS_CACHED_MAX = 512

export type SchedulePlan = {
  readonly schedule: Schedule
  readonly teamMembers: TeamMembers
  readonly layers: readonly LayerLine[]
  /** The final line over one chunk; its segments partition it. Not to be changed. */
  segmentsOfChunk(index: number): readonly Segment[]
}

/** Expects a schedule in which `validateSchedule` finds no fault. */
export function compileSchedule(schedule: Schedule, teamMembers: TeamMembers): SchedulePlan {
  const layers = schedule.layers.map((layer, index) =>
    compileLayer(layer, index, schedule.timeZone, teamMembers),
  )
  const overrides = placeOverrides(schedule)
  const chunks = new Map<number, readonly Segment[]>()

  function segmentsOfChunk(index: number): readonly Segment[] {
    const known = chunks.get(index)
    if (known) return known
    const from = index * CHUNK_MS
    const to = from + CHUNK_MS
    const relevant = overrides.filter(
      ({ override }) => override.startsAt < to && override.endsAt > from,
    )
    const segments = composeLine(layers, relevant, from, to)
    const oldest = chunks.keys().next()
    if (chunks.size >= CHUNKS_CACHED_MAX && !oldest.done) chunks.delete(oldest.value)
    chunks.set(index, segments)
    return segments
  }

  return { schedule, teamMembers, layers, segmentsOfChunk }
}

/** The segment of the final line in which the instant lies. */
export function segmentAt(plan: SchedulePlan, at: Instant): Segment {
  const segments = plan.segmentsOfChunk(Math.floor(at / CHUNK_MS))
  let low = 0
  let high = segments.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((segments[middle]?.startsAt ?? Number.POSITIVE_INFINITY) <= at) low = middle
    else high = middle - 1
  }
  const segment = segments[low]
  assert(segment !== undefined, 'segments partition their chunk')
  return segment
}

function placeOverrides(schedule: Schedule): PlacedOverride[] {
  const layers = new Map(
    schedule.layers.map(({ name, priority }, index) => [name, { index, priority }]),
  )
  const placed: PlacedOverride[] = []
  for (const override of schedule.overrides) {
    const layer = override.layerName === null ? null : layers.get(override.layerName)
    // The layer an override was made for may be gone; then nothing is left to override.
    if (layer !== undefined) placed.push({ override, layer })
  }
  return placed.sort((a, b) => a.override.position - b.override.position)
}
