// One layer of a classic schedule.
//
// PagerDuty counts every turn, restrictions or not, from `rotation_virtual_start`; so do we, with
// `count: elapsed`. The layer itself begins at `start`, which may be years later: the turns before
// it are counted and not held. A turn is as long as the clock says, whatever its seconds.

import {
  DAY_MS,
  formatInstant,
  type Instant,
  SECOND_MS,
  TURN_LENGTH_MAX,
  YEAR_MIN,
  zoneTable,
} from '@evenwatch/core'
import { type ConvertedLayer, knownLayerShifts, type LayerPlace } from './known-layer-shifts.ts'
import type { PagerdutyLayer } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, userNamed } from './pagerduty-world.ts'
import { type RestrictionHours, restrictionHours } from './restriction-hours.ts'
import {
  areInstants,
  instantOf,
  isSayable,
  type LayerVersionSpec,
  layerOf,
  type MemberSpec,
  type TurnSpec,
  wallText,
  wallTimeAt,
} from './schedule-spec.ts'

/** Null: left out, with a finding. */
export function convertLayer(
  layer: PagerdutyLayer,
  place: LayerPlace,
  world: PagerdutyWorld,
): ConvertedLayer | null {
  const endsAt = layer.end ? instantOf(layer.end) : null
  if (endsAt !== null && endsAt <= world.now) {
    note(world, 'cannot', 'rotation-ended', place.object, `It ended on ${layer.end}.`)
    return null
  }
  const version = versionOf(layer, endsAt, place, world)
  const converted = version && layerOf({ name: place.name, priority: place.priority }, [version])
  if (converted === null || !isSayable(place.timeZone, [converted])) {
    return knownLayerShifts(layer, place, world)
  }
  return { layer: converted, overrides: [] }
}

/** Null when turns, hours or members cannot be said. */
function versionOf(
  layer: PagerdutyLayer,
  endsAt: Instant | null,
  place: LayerPlace,
  world: PagerdutyWorld,
): LayerVersionSpec | null {
  const members = (layer.users ?? []).map(
    ({ user }): MemberSpec =>
      userNamed(world, user, place.object, 'their turns stay and name nobody', place.schedule),
  )
  const read = restrictionHours(layer.restrictions ?? [])
  const isAlone = members.length > 0 && members.every((member) => member === members[0])
  const turn = turnOfSeconds(layer.rotation_turn_length_seconds ?? 0) ?? (isAlone ? ONE_DAY : null)
  const isTimed =
    Boolean(layer.start) && areInstants([layer.start, layer.rotation_virtual_start, layer.end])
  if (members.length === 0 || read === null || turn === null || !isTimed) return null
  noteRestrictions(read, place, world)
  const anchor = anchorOf(layer, members.length, place.timeZone)
  const startsAt = instantOf(layer.start)
  return {
    effectiveFrom: anchor.at < startsAt ? formatInstant(startsAt) : null,
    startsWith: 0,
    firstHandoff: wallText(anchor.wall),
    until: endsAt === null ? null : wallTimeAt(endsAt, place.timeZone),
    turn,
    members,
    hours: read.hours,
  }
}

function noteRestrictions(
  { isSplit, isRounded }: RestrictionHours,
  { object, schedule }: LayerPlace,
  world: PagerdutyWorld,
): void {
  if (isSplit) {
    const detail = 'Hours longer than a day are one window for each day; the cover is the same.'
    note(world, 'changed', 'restriction-changed', object, detail)
  }
  if (isRounded) {
    const detail = 'Hours that begin or end within a minute were widened to whole minutes.'
    note(world, 'changed', 'restriction-changed', object, detail, schedule)
  }
}

const ONE_DAY: TurnSpec = { length: 1, unit: 'day', count: 'elapsed', shiftsPerMember: 1 }

const UNITS = [
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
] as const

/** Null when the seconds are no whole number of hours, or of more than about a year. */
function turnOfSeconds(seconds: number): TurnSpec | null {
  for (const [unit, unitSeconds] of UNITS) {
    const length = seconds / unitSeconds
    if (length < 1 || !Number.isInteger(length) || length > TURN_LENGTH_MAX[unit]) continue
    return { length, unit, count: 'elapsed', shiftsPerMember: 1 }
  }
  return null
}

/**
 * The first handoff, moved by whole cycles where PagerDuty counts backwards from a virtual start
 * that lies after the layer's own, or where it lies before the years that we know.
 */
function anchorOf(layer: PagerdutyLayer, members: number, timeZone: string) {
  const zone = zoneTable(timeZone)
  const startsAt = instantOf(layer.start)
  const virtualAt = layer.rotation_virtual_start
    ? instantOf(layer.rotation_virtual_start)
    : startsAt
  const turnMs = (layer.rotation_turn_length_seconds ?? 0) * SECOND_MS
  // A turn of no length is held by one person alone, for whom any cycle will do.
  const cycleMs = members * (turnMs > 0 ? turnMs : DAY_MS)
  const earliest = Date.UTC(YEAR_MIN, 0, 2)
  let wall = zone.wallAt(virtualAt)
  if (virtualAt > startsAt) wall -= Math.ceil((virtualAt - startsAt + DAY_MS) / cycleMs) * cycleMs
  if (wall < earliest) wall += Math.ceil((earliest - wall) / cycleMs) * cycleMs
  return { wall, at: zone.instantOf(wall, 'first') }
}
