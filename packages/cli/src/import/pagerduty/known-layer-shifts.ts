// A layer that no rotation of ours can say, as the shifts that PagerDuty rendered of it: a layer that
// names nobody, and overrides of that layer, so that it still hides the ones below it.

import type { ImportedOverride, SourceObject } from '../import-result.ts'
import type { PagerdutyLayer } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, userNamed } from './pagerduty-world.ts'
import { instantOf, isSpan, type LayerSpec, layerOfKnownShifts, spanText } from './schedule-spec.ts'

export type LayerPlace = {
  /** Ours. */
  readonly schedule: string
  readonly timeZone: string
  readonly name: string
  readonly priority: number
  readonly object: SourceObject
}

export type ConvertedLayer = {
  readonly layer: LayerSpec
  readonly overrides: readonly ImportedOverride[]
}

/** Null: nothing is known of it either, which is a finding. */
export function knownLayerShifts(
  layer: PagerdutyLayer,
  place: LayerPlace,
  world: PagerdutyWorld,
): ConvertedLayer | null {
  const entries = (layer.rendered_schedule_entries ?? []).filter(
    ({ start, end }) => isSpan(start, end) && instantOf(end) > world.now,
  )
  const why = `its turns of ${layer.rotation_turn_length_seconds} s, hours or members have no equal`
  if (entries.length === 0) {
    const detail = `Left out, because ${why} and the export holds no shifts of it.`
    note(world, 'cannot', 'rotation-not-expressible', place.object, detail, place.schedule)
    return null
  }
  const overrides = entries.flatMap((entry): ImportedOverride[] => {
    const name = userNamed(
      world,
      entry.user,
      place.object,
      'their shifts are left out',
      place.schedule,
    )
    if (name === null) return []
    const reason = `Shift of the PagerDuty layer ${place.object.name}`
    const span = spanText(instantOf(entry.start), instantOf(entry.end))
    return [
      {
        schedule: place.schedule,
        sourceRef: `pagerduty:layer:${layer.id}:${span.startsAt}`,
        linkRef: `pagerduty:layer:${layer.id}`,
        input: { layer: place.name, kind: 'set', users: [name], ...span, reason },
      },
    ]
  })
  const last = entries.at(-1)?.end ?? ''
  const detail = `Its known shifts until ${last} came over, because ${why}. Write a rotation by then.`
  note(world, 'changed', 'rotation-as-overrides', place.object, detail)
  const head = { name: place.name, priority: place.priority }
  return { layer: layerOfKnownShifts(head), overrides }
}
