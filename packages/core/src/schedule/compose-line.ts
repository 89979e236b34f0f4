// The final line of a schedule over one stretch of time: layers by priority, then overrides.
//
// Rule 6: layers of the highest priority that names somebody are on call together; lower ones are
// hidden. Rule 7: overrides follow in position order. Invariants: the segments partition the
// stretch, and neighbours differ in their people and policies or in the reason for one of them.

import type { Instant, Span } from '../platform/time.ts'
import {
  applyOverride,
  type Entry,
  type OverriddenLayer,
  type PolicyEntry,
  type Standing,
} from './apply-override.ts'
import type { LayerLine, Mark, Stint } from './layer-line.ts'
import {
  type Because,
  NO_POLICIES,
  NOBODY_ON_CALL,
  type OnCall,
  type Override,
} from './schedule.ts'

export type Segment = {
  readonly startsAt: Instant
  endsAt: Instant
  readonly onCall: OnCall
  /** One mark for each person, then one for each policy. */
  readonly marks: readonly Mark[]
}

type Content = Pick<Segment, 'onCall' | 'marks'>

const NOBODY: Content = { onCall: NOBODY_ON_CALL, marks: [] }

/** An override and the layer it applies to; null stands for the final schedule. */
export type PlacedOverride = { readonly override: Override; readonly layer: OverriddenLayer }

/** One override in force over a stretch: the people and policies before it acted, and after. */
export type OverrideStep = {
  readonly override: Override
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export type OverrideSteps = Span & { readonly steps: readonly OverrideStep[] }

/** `overrides` in position order, those that meet the stretch; `trace` collects what each did. */
export function composeLine(
  layers: readonly LayerLine[],
  overrides: readonly PlacedOverride[],
  from: Instant,
  to: Instant,
  trace?: OverrideSteps[],
): Segment[] {
  const readers = layers.map((layer) => holdReader(layer.holdsIn(from, to), layer.priority))
  const active = overrides.length > 0 ? overrideReader(overrides) : null
  const segments: Segment[] = []
  let holding: Stint[] = []
  for (let at = from; at < to; ) {
    let next = to
    let priority = Number.NEGATIVE_INFINITY
    let count = 0
    for (const reader of readers) {
      if (at >= reader.nextChange) advance(reader, at)
      if (reader.nextChange < next) next = reader.nextChange
      const stint = reader.holding
      if (stint === null || reader.priority < priority) continue
      if (reader.priority > priority) count = 0
      priority = reader.priority
      holding[count] = stint
      count += 1
    }
    if (holding.length > count) holding = holding.slice(0, count)
    let content = contentOf(holding)
    if (active) {
      const inForce = active.at(at)
      const steps: OverrideStep[] | undefined = trace && []
      content = withOverrides(content, holding, priority, inForce, steps)
      if (active.nextChange < next) next = active.nextChange
      if (trace && steps && steps.length > 0) trace.push({ startsAt: at, endsAt: next, steps })
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
  if (!sameItems(one.onCall.userIds, other.onCall.userIds)) return false
  if (!sameItems(one.onCall.policyIds, other.onCall.policyIds)) return false
  for (let i = 0; i < one.marks.length; i++) {
    const mark = one.marks[i]
    const otherMark = other.marks[i]
    if (!mark || !otherMark) return false
    if (mark !== otherMark && !sameMark(mark, otherMark)) return false
  }
  return true
}

function sameItems(some: readonly string[], others: readonly string[]): boolean {
  if (some === others) return true
  if (some.length !== others.length) return false
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false
  return true
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
  const first = holding[0]
  if (!first) return NOBODY
  if (holding.length === 1) return first
  return contentOfEntries(entriesOf(holding), policyEntriesOf(holding))
}

function entriesOf(holding: readonly Stint[]): Entry[] {
  return holding.flatMap((stint) =>
    stint.onCall.because.flatMap((because, i) => {
      const mark = stint.marks[i]
      return mark ? [{ because, mark }] : []
    }),
  )
}

function policyEntriesOf(holding: readonly Stint[]): readonly PolicyEntry[] {
  if (holding.every((stint) => stint.onCall.policyIds.length === 0)) return NO_POLICY_ENTRIES
  return holding.flatMap(({ onCall, marks }) =>
    onCall.policyIds.flatMap((policyId, i) => {
      const mark = marks[onCall.userIds.length + i]
      const layerName = onCall.policyLayers[i]
      return mark && layerName !== undefined ? [{ policyId, layerName, mark }] : []
    }),
  )
}

const NO_POLICY_ENTRIES: readonly PolicyEntry[] = []

/** Each person and each policy once; where several reasons stand, the first is given. */
function contentOfEntries(entries: readonly Entry[], policies: readonly PolicyEntry[]): Content {
  const people = entries.filter(
    ({ because }, i) => entries.findIndex((e) => e.because.userId === because.userId) === i,
  )
  const because: Because[] = people.map((entry) => entry.because)
  const userIds = because.map((one) => one.userId)
  const marks = people.map((entry) => entry.mark)
  if (policies.length === 0) {
    const onCall = { userIds, because, policyIds: NO_POLICIES, policyLayers: NO_POLICIES }
    return { onCall, marks }
  }
  const called = policies.filter(
    ({ policyId }, i) => policies.findIndex((one) => one.policyId === policyId) === i,
  )
  const policyIds = called.map((one) => one.policyId)
  const policyLayers = called.map((one) => one.layerName)
  return {
    onCall: { userIds, because, policyIds, policyLayers },
    marks: [...marks, ...called.map((one) => one.mark)],
  }
}

function withOverrides(
  content: Content,
  holding: readonly Stint[],
  priority: number,
  overrides: readonly PlacedOverride[],
  steps?: OverrideStep[],
): Content {
  if (overrides.length === 0) return content
  const standing: Standing = {
    priority,
    entries: entriesOf(holding),
    policies: policyEntriesOf(holding),
  }
  let changed = false
  for (const { override, layer } of overrides) {
    const before = steps && standingIds(standing)
    if (applyOverride(standing, override, layer)) changed = true
    if (steps && before) steps.push({ override, before, after: standingIds(standing) })
  }
  if (!changed) return content
  return contentOfEntries(standing.entries, standing.policies)
}

function standingIds({ entries, policies }: Standing): string[] {
  const userIds = entries.map(({ because }) => because.userId)
  return [...new Set([...userIds, ...policies.map(({ policyId }) => policyId)])]
}

/** Reads sorted, disjoint holds forwards; `holding` stands until `nextChange`. */
type HoldReader = {
  readonly holds: readonly Stint[]
  readonly priority: number
  next: number
  holding: Stint | null
  nextChange: Instant
}

function holdReader(holds: readonly Stint[], priority: number): HoldReader {
  return { holds, priority, next: 0, holding: null, nextChange: Number.NEGATIVE_INFINITY }
}

function advance(reader: HoldReader, at: Instant): void {
  let hold = reader.holds[reader.next]
  while (hold && hold.endsAt <= at) {
    reader.next += 1
    hold = reader.holds[reader.next]
  }
  reader.holding = hold && hold.startsAt <= at ? hold : null
  if (!hold) reader.nextChange = Number.POSITIVE_INFINITY
  else reader.nextChange = reader.holding ? hold.endsAt : hold.startsAt
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
