// One rotation of a v3 schedule: its events follow one another in time, so they are the versions of
// one layer.
//
// An event counts its occurrences from its own start, also when it takes effect later: a successor
// that copies the start keeps everybody's weeks. Events that hold at the same time, or in different
// zones, become layers beside each other; layers of a v3 schedule all have the same priority.

import { formatInstant, type Instant, isTimeZone, zoneTable } from '@evenwatch/core'
import type { ImportedOverride, SourceObject } from '../import-result.ts'
import type {
  PagerdutyRotation,
  PagerdutyScheduleEvent,
  PagerdutyShiftAssignment,
} from './pagerduty-source.ts'
import { memberNamed, note, type PagerdutyWorld } from './pagerduty-world.ts'
import { recurrenceTurn } from './recurrence-turn.ts'
import {
  areInstants,
  isSayable,
  isSpan,
  type LayerSpec,
  type LayerVersionSpec,
  layerOf,
  layerOfKnownShifts,
  type MemberSpec,
  spanText,
  wallText,
  wallTimeAt,
} from './schedule-spec.ts'

export type RotationPlace = {
  readonly schedule: string
  readonly timeZone: string
  /** Our name of the rotation's first layer. */
  readonly name: string
  readonly object: SourceObject
}

export type ConvertedRotation = {
  readonly layers: readonly LayerSpec[]
  readonly overrides: readonly ImportedOverride[]
  /** True when the layer holds known shifts, from which overridden ones are missing already. */
  readonly isKnownShifts: boolean
}

const NOTHING: ConvertedRotation = { layers: [], overrides: [], isKnownShifts: false }

export function convertRotation(
  rotation: PagerdutyRotation,
  assignments: readonly PagerdutyShiftAssignment[],
  place: RotationPlace,
  world: PagerdutyWorld,
): ConvertedRotation {
  const events = rotation.events ?? []
  const living = events.filter((event) => untilOf(event) > world.now)
  if (living.length < events.length) {
    const detail = `${events.length - living.length} of its ${events.length} events ended and are history.`
    note(world, 'cannot', 'rotation-ended', place.object, detail)
  }
  if (living.length === 0) {
    if (events.length === 0) {
      note(world, 'cannot', 'rotation-not-expressible', place.object, 'It has no events.')
    }
    return NOTHING
  }
  const layers = chainsOf(living, place.timeZone).map((chain, index) => {
    const zone = zoneOf(chain[0], place.timeZone)
    const head = {
      name: index === 0 ? place.name : `${place.name.slice(0, 60)}-${index + 1}`,
      priority: 1,
      ...(zone !== place.timeZone && { timeZone: zone }),
    }
    const versions = chain.map((event, i) => versionOf(event, chain[i + 1], i, place, world))
    const known = versions.filter((version) => version !== null)
    return known.length === versions.length ? layerOf(head, known) : null
  })
  const whole = layers.filter((layer) => layer !== null)
  const isExpressible = whole.length === layers.length && isSayable(place.timeZone, whole)
  if (isExpressible) return { layers: whole, overrides: [], isKnownShifts: false }
  return knownShiftsOf(rotation, assignments, place, world)
}

function sinceOf(event: PagerdutyScheduleEvent): Instant {
  return event.effective_since
    ? Date.parse(event.effective_since)
    : Date.parse(event.start_time.date_time)
}

function untilOf(event: PagerdutyScheduleEvent): Instant {
  return event.effective_until ? Date.parse(event.effective_until) : Number.POSITIVE_INFINITY
}

function zoneOf(event: PagerdutyScheduleEvent | undefined, scheduleZone: string): string {
  const zone = event?.start_time.time_zone ?? scheduleZone
  return isTimeZone(zone) ? zone : scheduleZone
}

/** Each chain is a row of events in one zone of which none begins before the last one ended. */
function chainsOf(events: readonly PagerdutyScheduleEvent[], scheduleZone: string) {
  const chains: PagerdutyScheduleEvent[][] = []
  for (const event of [...events].sort((a, b) => sinceOf(a) - sinceOf(b))) {
    const chain = chains.find((one) => {
      const last = one.at(-1)
      return (
        last !== undefined &&
        untilOf(last) <= sinceOf(event) &&
        zoneOf(last, scheduleZone) === zoneOf(event, scheduleZone)
      )
    })
    if (chain) chain.push(event)
    else chains.push([event])
  }
  return chains
}

function versionOf(
  event: PagerdutyScheduleEvent,
  next: PagerdutyScheduleEvent | undefined,
  index: number,
  place: RotationPlace,
  world: PagerdutyWorld,
): LayerVersionSpec | null {
  const timeZone = zoneOf(event, place.timeZone)
  const zone = zoneTable(timeZone)
  const { start_time, end_time, effective_since, effective_until } = event
  if (!isSpan(start_time.date_time, end_time.date_time)) return null
  if (!areInstants([effective_since, effective_until])) return null
  const startsAt = Date.parse(event.start_time.date_time)
  const startsWall = zone.wallAt(startsAt)
  const members = membersOf(event, place, world)
  const recurrence = recurrenceTurn(event.recurrence ?? [], {
    startsWall,
    endsWall: zone.wallAt(Date.parse(event.end_time.date_time)),
    shiftsPerMember: Math.max(1, event.assignment_strategy?.shifts_per_member ?? 1),
    isAlwaysTheSame: members.length === 1,
  })
  if (recurrence === null) return null
  const since = sinceOf(event)
  const until = untilOf(event)
  const isCut = until !== Number.POSITIVE_INFINITY && (!next || sinceOf(next) !== until)
  return {
    effectiveFrom: index > 0 || since > startsAt ? formatInstant(since) : null,
    startsWith: 0,
    firstHandoff: wallText(startsWall),
    until: isCut ? wallTimeAt(until, timeZone) : null,
    ...recurrence,
    members,
  }
}

function membersOf(
  event: PagerdutyScheduleEvent,
  place: RotationPlace,
  world: PagerdutyWorld,
): MemberSpec[] {
  const listed = event.assignment_strategy?.members ?? []
  const names = listed.map((member) =>
    memberNamed(world, member, place.object, 'their turns stay and name nobody', place.schedule),
  )
  if (event.assignment_strategy?.type !== 'every_member_assignment_strategy') {
    return names.length > 0 ? names : [null]
  }
  const together = [...new Set(names.filter((name) => name !== null))]
  const [only] = together
  return [together.length > 1 ? together : (only ?? null)]
}

function knownShiftsOf(
  rotation: PagerdutyRotation,
  assignments: readonly PagerdutyShiftAssignment[],
  place: RotationPlace,
  world: PagerdutyWorld,
): ConvertedRotation {
  const why = 'its recurrence or members cannot be said as a rotation'
  const known = assignments.filter(
    ({ source, start_time, end_time }) =>
      isSpan(start_time, end_time) &&
      source?.rotation_id === rotation.id &&
      !source.type?.endsWith('_override') &&
      Date.parse(end_time) > world.now,
  )
  if (known.length === 0) {
    const detail = `Left out, because ${why} and the export holds no shifts of it.`
    note(world, 'cannot', 'rotation-not-expressible', place.object, detail, place.schedule)
    return NOTHING
  }
  const overrides = known.flatMap(({ start_time, end_time, member }): ImportedOverride[] => {
    const add = memberNamed(
      world,
      member,
      place.object,
      'their shifts are left out',
      place.schedule,
    )
    if (add === null) return []
    const span = spanText(Date.parse(start_time), Date.parse(end_time))
    const reason = `Shift of the PagerDuty rotation ${place.object.name}`
    return [
      {
        schedule: place.schedule,
        sourceRef: `pagerduty:rotation:${rotation.id}:${span.startsAt}:${add}`,
        linkRef: `pagerduty:rotation:${rotation.id}`,
        input: { layer: place.name, kind: 'add', add, ...span, reason },
      },
    ]
  })
  const last = known
    .map(({ end_time }) => end_time)
    .sort()
    .at(-1)
  const detail = `Its known shifts until ${last} came over, because ${why}. Write a rotation by then.`
  note(world, 'changed', 'rotation-as-overrides', place.object, detail)
  const head = { name: place.name, priority: 1 }
  const layers = [layerOfKnownShifts(head)]
  return { layers, overrides, isKnownShifts: true }
}
