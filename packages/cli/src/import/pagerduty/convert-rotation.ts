import type { ImportedOverride } from '../import-result.ts'
import { chainsOf, type RotationPlace, untilOf, versionOf, zoneOf } from './event-versions.ts'
import type { PagerdutyRotation, PagerdutyShiftAssignment } from './pagerduty-source.ts'
import { memberNamed, note, type PagerdutyWorld } from './pagerduty-world.ts'
import {
  instantOf,
  isSayable,
  isSpan,
  type LayerSpec,
  layerOf,
  layerOfKnownShifts,
  spanText,
} from './schedule-spec.ts'

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
      // Names that are made for rotations end in `-2`, so this one is nobody else's.
      name: index === 0 ? place.name : `${place.name.slice(0, 60)}.${index + 1}`,
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
      instantOf(end_time) > world.now,
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
    const span = spanText(instantOf(start_time), instantOf(end_time))
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
