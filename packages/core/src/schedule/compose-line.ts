// The final line of a schedule over one stretch of time: layers by priority, then overrides.
//
// Rule 6: layers of the highest priority that names somebody are on call together; lower ones are
// hidden. Rule 7: overrides follow in position order. Invariants: the segments partition the
// stretch, and neighbours differ in their people or in the reason for one of them.

import type { Instant } from '../platform/time.ts'
import { applyOverride, type OverriddenLayer, type Standing } from './apply-overrides.ts'
import type { LayerLine, Mark, Stint } from './layer-line.ts'
import { type Because, NOBODY_ON_CALL, type OnCall, type Override } from './schedule.ts'

export type Segment = {
  readonly startsAt: Instant
  endsAt: Instant
  readonly onCall: OnCall
  readonly marks: readonly Mark[]
}

type Content = Pick<Segment, 'onCall' | 'marks'>

const NOBODY: Content = { onCall: NOBODY_ON_CALL, marks: [] }

/** An override and the layer it applies to; null stands for the final schedule. */
export type PlacedOverride = { readonly override: Override; readonly layer: OverriddenLayer }

/** `overrides` in position order, those that meet the stretch. */
export function composeLine(
  layers: readonly LayerLine[],
  overrides: readonly PlacedOverride[],
  from: Instant,
  to: Instant,
): Segment[] {
  const readers = layers.map((layer) => holdReader(layer.holdsIn(from, to), layer.priority))
  const active = overrides.length > 0 ? overrideReader(overrides) : null
  const segments: Segment[] = []
  const holding: Stint[] = []
  for (let at = from; at < to; ) {
    let next = to
    let priority = Number.NEGATIVE_INFINITY
    holding.length = 0
    for (const reader of readers) {
      const stint = reader.at(at)
      if (reader.nextChange < next) next = reader.nextChange
      if (!stint || reader.priority < priority) continue
      if (reader.priority > priority) holding.length = 0
      priority = reader.priority
      holding.push(stint)
    }
    let content = contentOf(holding)
    if (active) {
      content = withOverrides(content, holding, priority, active.at(at))
      if (active.nextChange < next) next = active.nextChange
    }
    const { onCall, marks } = content
    pushSegment(segments, { startsAt: at, endsAt: next, onCall, marks })
    at = next
  }
  return segments
}

/** Appends a segment, or lengthens the last one when it says the same. */
export function pushSegment(segments: Segment[], segment: Segment): void {
  const last = segments.at(-1)
  if (last && last.endsAt === segment.startsAt && saysTheSame(last, segment)) {
    last.endsAt = segment.endsAt
  } else segments.push(segment)
}

export function saysTheSame(one: Content, other: Content): boolean {
  const { userIds } = one.onCall
  if (userIds.length !== other.onCall.userIds.length) return false
  return userIds.every((userId, i) => {
    const mark = one.marks[i]
    const otherMark = other.marks[i]
    if (userId !== other.onCall.userIds[i] || !mark || !otherMark) return false
    return mark === otherMark || sameMark(mark, otherMark)
  })
}

function sameMark(a: Mark, b: Mark): boolean {
  return (
    a.layer === b.layer &&
    a.version === b.version &&
    a.stint === b.stint &&
    a.overrideId === b.overrideId
  )
}

function contentOf(holding: readonly Stint[]): Content {
  const [only, second] = holding
  if (!only) return NOBODY
  if (!second) return only
  return contentOfEntries(
    holding.flatMap((stint) => stint.onCall.because),
    holding.flatMap((stint) => stint.marks),
  )
}

/** Each person once; where several reasons stand, the first is given. */
function contentOfEntries(because: readonly Because[], marks: readonly Mark[]): Content {
  const kept = because.map((one, i) => because.findIndex((b) => b.userId === one.userId) === i)
  const reasons = because.filter((_, i) => kept[i])
  const userIds = reasons.map((one) => one.userId)
  return { onCall: { userIds, because: reasons }, marks: marks.filter((_, i) => kept[i]) }
}

function withOverrides(
  content: Content,
  holding: readonly Stint[],
  priority: number,
  overrides: readonly PlacedOverride[],
): Content {
  if (overrides.length === 0) return content
  const entries = holding.flatMap((stint) =>
    stint.marks.flatMap((mark, i) => {
      const because = stint.onCall.because[i]
      return because ? [{ because, mark }] : []
    }),
  )
  const standing: Standing = { priority, entries }
  let changed = false
  for (const { override, layer } of overrides) {
    if (applyOverride(standing, override, layer)) changed = true
  }
  if (!changed) return content
  return contentOfEntries(
    standing.entries.map((entry) => entry.because),
    standing.entries.map((entry) => entry.mark),
  )
}

type HoldReader = { priority: number; nextChange: Instant; at(at: Instant): Stint | null }

/** Reads sorted, disjoint holds forwards; `nextChange` is when the last answer ceases to hold. */
function holdReader(holds: readonly Stint[], priority: number): HoldReader {
  let next = 0
  const reader: HoldReader = {
    priority,
    nextChange: Number.POSITIVE_INFINITY,
    at(at) {
      while (next < holds.length && (holds[next]?.endsAt ?? 0) <= at) next += 1
      const hold = holds[next]
      if (!hold) {
        reader.nextChange = Number.POSITIVE_INFINITY
        return null
      }
      const holdsNow = hold.startsAt <= at
      reader.nextChange = holdsNow ? hold.endsAt : hold.startsAt
      return holdsNow ? hold : null
    },
  }
  return reader
}

type OverrideReader = { nextChange: Instant; at(at: Instant): readonly PlacedOverride[] }

/** Reads overrides forwards in time, answering those in force in position order. */
function overrideReader(inPosition: readonly PlacedOverride[]): OverrideReader {
  const byStart = inPosition
    .map((placed, rank) => ({ placed, rank, ...placed.override }))
    .sort((a, b) => a.startsAt - b.startsAt)
  let next = 0
  let inForce: typeof byStart = []
  let answer: PlacedOverride[] = []
  const reader: OverrideReader = {
    nextChange: Number.NEGATIVE_INFINITY,
    at(at) {
      if (at < reader.nextChange) return answer
      inForce = inForce.filter((one) => one.endsAt > at)
      for (let one = byStart[next]; one && one.startsAt <= at; one = byStart[next]) {
        if (one.endsAt > at) inForce.push(one)
        next += 1
      }
      inForce.sort((a, b) => a.rank - b.rank)
      answer = inForce.map((one) => one.placed)
      reader.nextChange = Math.min(
        byStart[next]?.startsAt ?? Number.POSITIVE_INFINITY,
        ...inForce.map((one) => one.endsAt),
      )
      return answer
    },
  }
  return reader
}
