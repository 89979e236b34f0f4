// One layer as a line in time: who its versions, turns and hours name.
//
// A stint is the run of turns one member has before the next member's first: as many turns that
// count as `shiftsPerMember` says. Invariants: holds are sorted and disjoint, and each names
// a person or a policy; a member that names nobody leaves no hold and hides nothing (rule 6).

import { assert } from '../platform/assert.ts'
import type { Instant, Span } from '../platform/time.ts'
import { everyTurns } from './every-turns.ts'
import { compileHours, type HoursLine } from './hours-line.ts'
import { namesSomebody } from './names-somebody.ts'
import { peopleOfMember } from './people-of-member.ts'
import { rruleTurns } from './rrule-turns.ts'
import {
  type Because,
  type Layer,
  type LayerVersion,
  type Member,
  NO_POLICIES,
  type OnCall,
  type TeamMembers,
} from './schedule.ts'
import type { TurnLine } from './turn-line.ts'
import { parseWallTime } from './wall-time.ts'
import { type ZoneTable, zoneTable } from './zone-table.ts'

/** What tells two neighbouring spans of the same person apart: another stint is another shift. */
export type Mark = {
  readonly layer: number
  readonly version: number
  readonly stint: number
  readonly overrideId: string | null
}

export type Stint = Span & {
  readonly memberIndex: number
  readonly onCall: OnCall
  /** One mark for each person, then one for each policy. */
  readonly marks: readonly Mark[]
}

export type LayerLine = {
  readonly name: string
  readonly priority: number
  readonly zone: ZoneTable
  /** Stints that meet the span, cut only by their version, hours aside, nobody included. */
  stintsIn(from: Instant, to: Instant): Stint[]
  /** Stints within the layer's hours that name somebody. */
  holdsIn(from: Instant, to: Instant): Stint[]
}

export function compileLayer(
  layer: Layer,
  layerIndex: number,
  scheduleZone: string,
  teamMembers: TeamMembers,
): LayerLine {
  const zone = zoneTable(layer.timeZone ?? scheduleZone)
  const versions = layer.versions.map((version, index) => {
    const endsAt = layer.versions[index + 1]?.effectiveFrom ?? Number.POSITIVE_INFINITY
    const people = version.members.map((member) => onCallOf(member, layer.name, teamMembers))
    return compileVersion({ version, layerIndex, index, zone, people, endsAt })
  })

  function gather(from: Instant, to: Instant, read: 'stintsIn' | 'holdsIn'): Stint[] {
    const found: Stint[] = []
    for (const version of versions) {
      const start = Math.max(from, version.startsAt)
      const end = Math.min(to, version.endsAt)
      if (start < end) found.push(...version[read](start, end))
    }
    return found
  }

  return {
    name: layer.name,
    priority: layer.priority,
    zone,
    stintsIn: (from, to) => gather(from, to, 'stintsIn'),
    holdsIn: (from, to) => gather(from, to, 'holdsIn'),
  }
}

/** The same line, holding in its stages only. */
export function withinStages(line: LayerLine, active: readonly Span[]): LayerLine {
  const cut = (read: 'stintsIn' | 'holdsIn') => (from: Instant, to: Instant) =>
    active.flatMap((span) => {
      const start = Math.max(from, span.startsAt)
      const end = Math.min(to, span.endsAt)
      if (start >= end) return []
      return line[read](start, end).map((stint) => ({
        ...stint,
        startsAt: Math.max(stint.startsAt, span.startsAt),
        endsAt: Math.min(stint.endsAt, span.endsAt),
      }))
    })
  return { ...line, stintsIn: cut('stintsIn'), holdsIn: cut('holdsIn') }
}

/** Whom a member puts on call. */
function onCallOf(member: Member, layerName: string, teamMembers: TeamMembers): OnCall {
  const userIds = peopleOfMember(member, teamMembers)
  const because: Because[] = userIds.map((userId) => ({ userId, layerName, overrideId: null }))
  if (member === null || !('policyId' in member)) {
    return { userIds, because, policyIds: NO_POLICIES, policyLayers: NO_POLICIES }
  }
  return { userIds, because, policyIds: [member.policyId], policyLayers: [layerName] }
}

type VersionParts = {
  version: LayerVersion
  layerIndex: number
  index: number
  zone: ZoneTable
  people: readonly OnCall[]
  endsAt: Instant
}

type VersionLine = Span & Pick<LayerLine, 'stintsIn' | 'holdsIn'>

function compileVersion(parts: VersionParts): VersionLine {
  const { version, zone, people } = parts
  const anchor = parseWallTime(version.firstHandoff)
  assert(anchor !== null, 'the first handoff is a wall time')
  const until = version.until === null ? null : parseWallTime(version.until)
  assert(until !== null || version.until === null, 'until is a wall time')
  const startsAt = Math.max(
    version.effectiveFrom ?? Number.NEGATIVE_INFINITY,
    zone.instantOf(anchor, 'first'),
  )
  const untilAt = until === null ? Number.POSITIVE_INFINITY : zone.instantOf(until, 'first')
  const endsAt = Math.min(parts.endsAt, untilAt)
  const hours = version.hours === null ? null : compileHours(version.hours, zone)
  const turns = turnLine(version, anchor, zone, hours)

  function stintsIn(from: Instant, to: Instant): Stint[] {
    return turns.runsIn(from, to).map((run) => {
      const start = Math.max(run.startsAt, startsAt)
      return stintOf(parts, run.number, start, Math.min(run.endsAt, endsAt))
    })
  }

  function holdsIn(from: Instant, to: Instant): Stint[] {
    const stints = stintsIn(from, to).filter((stint) => namesSomebody(stint.onCall))
    if (!hours) return stints
    return withinHours(stints, hours.coverIn(from, to))
  }

  assert(people.length > 0, 'a rotation has members')
  return { startsAt, endsAt, stintsIn, holdsIn }
}

function turnLine(
  version: LayerVersion,
  anchor: number,
  zone: ZoneTable,
  hours: HoursLine | null,
): TurnLine {
  return version.turn.kind === 'every'
    ? everyTurns(version.turn, anchor, zone, hours)
    : rruleTurns(version.turn, anchor, zone, hours)
}

function stintOf(parts: VersionParts, number: number, startsAt: Instant, endsAt: Instant): Stint {
  const memberIndex = (parts.version.startsWith + number) % parts.people.length
  const onCall = parts.people[memberIndex]
  assert(onCall !== undefined, 'a stint has a member')
  const mark = { layer: parts.layerIndex, version: parts.index, stint: number, overrideId: null }
  // A member is a policy or people, so one of the two lists is empty.
  const isOne = onCall.userIds.length + onCall.policyIds.length === 1
  const marks = isOne ? [mark] : onCall.userIds.map(() => mark)
  return { startsAt, endsAt, memberIndex, onCall, marks }
}

/** Rule 5: the holder changes at a handoff inside a window, so windows and stints just intersect. */
function withinHours(stints: readonly Stint[], cover: readonly Span[]): Stint[] {
  const found: Stint[] = []
  let next = 0
  for (const stint of stints) {
    while ((cover[next]?.endsAt ?? Number.POSITIVE_INFINITY) <= stint.startsAt) next += 1
    for (let i = next; i < cover.length; i++) {
      const window = cover[i]
      if (!window || window.startsAt >= stint.endsAt) break
      const startsAt = Math.max(stint.startsAt, window.startsAt)
      const endsAt = Math.min(stint.endsAt, window.endsAt)
      const { memberIndex, onCall, marks } = stint
      if (startsAt < endsAt) found.push({ startsAt, endsAt, memberIndex, onCall, marks })
    }
  }
  return found
}
