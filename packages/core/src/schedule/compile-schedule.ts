// A schedule made answerable: its layers compiled, its final line kept in chunks of 32 days.
//
// A chunk is computed when it is first asked for and says the same every time, so the cache shows
// in speed only. Every question of this room is answered from these chunks; that is why a query at
// an instant always equals the shift that covers it. Compile again when the schedule or the
// members of its teams change. A plan answers for one role; it gives the plans of the others.

import { assert } from '../platform/assert.ts'
import { DAY_MS, type Instant, type Span } from '../platform/time.ts'
import {
  composeLine,
  type OverrideSteps,
  type PlacedOverride,
  type Segment,
} from './compose-line.ts'
import { compileLayer, type LayerLine, withinStages } from './layer-line.ts'
import { ofRole } from './of-role.ts'
import { NOBODY_ON_CALL, type Schedule, type ShiftRole, type TeamMembers } from './schedule.ts'
import { stageSpans } from './stage-spans.ts'
import { ZONE_RULES_FROM, ZONE_RULES_UNTIL } from './wall-time.ts'

export const CHUNK_MS = 32 * DAY_MS
const CHUNKS_CACHED_MAX = 1_024

export type SchedulePlan = {
  readonly role: ShiftRole
  /** Layers and overrides of the role alone. */
  readonly schedule: Schedule
  readonly teamMembers: TeamMembers
  readonly layers: readonly LayerLine[]
  /** The final line over one chunk; its segments partition it. Not to be changed. */
  segmentsOfChunk(index: number): readonly Segment[]
  /** What each override in force did, one after another; stretches without any are left out. */
  overrideSteps(span: Span): readonly OverrideSteps[]
  /** The same schedule's plan for another role. */
  ofRole(role: ShiftRole): SchedulePlan
}

/** The plan of `primary`. Expects a schedule in which `validateSchedule` finds no fault. */
export function compileSchedule(whole: Schedule, teamMembers: TeamMembers): SchedulePlan {
  const plans = new Map<ShiftRole, SchedulePlan>()
  function planOfRole(role: ShiftRole): SchedulePlan {
    const known = plans.get(role)
    if (known) return known
    const line = compileLine(ofRole(whole, role), teamMembers)
    const plan = { ...line, role, ofRole: planOfRole }
    plans.set(role, plan)
    return plan
  }
  return planOfRole('primary')
}

function compileLine(
  schedule: Schedule,
  teamMembers: TeamMembers,
): Omit<SchedulePlan, 'role' | 'ofRole'> {
  const layers = schedule.layers.map((layer, index) => {
    const line = compileLayer(layer, index, schedule.timeZone, teamMembers)
    const active = stageSpans(schedule.stages, layer)
    return active === null ? line : withinStages(line, active)
  })
  const overrides = placeOverrides(schedule)
  const chunks = new Map<number, readonly Segment[]>()

  function segmentsOfChunk(index: number): readonly Segment[] {
    const known = chunks.get(index)
    if (known) return known
    const from = index * CHUNK_MS
    const to = from + CHUNK_MS
    if (from < ZONE_RULES_FROM || to > ZONE_RULES_UNTIL) return nobodyIn(from, to)
    const relevant = overrides.filter(
      ({ override }) => override.startsAt < to && override.endsAt > from,
    )
    const segments = composeLine(layers, relevant, from, to)
    if (chunks.size >= CHUNKS_CACHED_MAX) chunks.clear()
    chunks.set(index, segments)
    return segments
  }

  function overrideSteps({ startsAt, endsAt }: Span): readonly OverrideSteps[] {
    const from = Math.max(startsAt, ZONE_RULES_FROM)
    const to = Math.min(endsAt, ZONE_RULES_UNTIL)
    const trace: OverrideSteps[] = []
    const relevant = overrides.filter(
      ({ override }) => override.startsAt < to && override.endsAt > from,
    )
    if (from < to && relevant.length > 0) composeLine(layers, relevant, from, to, trace)
    return trace
  }

  return { schedule, teamMembers, layers, segmentsOfChunk, overrideSteps }
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

/** Beyond the years in which zone rules are read, nobody is on call. */
function nobodyIn(startsAt: Instant, endsAt: Instant): readonly Segment[] {
  return [{ startsAt, endsAt, onCall: NOBODY_ON_CALL, marks: [] }]
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
