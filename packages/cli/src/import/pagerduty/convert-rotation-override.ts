// An override of one rotation of a v3 schedule: of the layers that the rotation became, and there of
// the one person whom it names.

import type { ImportedOverride, SourceObject } from '../import-result.ts'
import type { ConvertedRotation } from './convert-rotation.ts'
import type { PagerdutyOverrideV3 } from './pagerduty-source.ts'
import { memberNamed, note, type PagerdutyWorld } from './pagerduty-world.ts'
import { instantOf, isSpan, type LayerSpec, spanText } from './schedule-spec.ts'

/** Our name of a schedule, and the source's. */
export type SchedulePlace = { readonly schedule: string; readonly object: SourceObject }

export function convertRotationOverride(
  override: PagerdutyOverrideV3,
  rotations: ReadonlyMap<string, ConvertedRotation>,
  { schedule, object: scheduleObject }: SchedulePlace,
  world: PagerdutyWorld,
): ImportedOverride[] {
  if (override.custom_shift_id) return []
  const object = { kind: 'override', id: override.id, name: `override in ${scheduleObject.name}` }
  if (!isSpan(override.start_time, override.end_time)) {
    note(world, 'cannot', 'override-not-expressible', object, 'It has no span of time.')
    return []
  }
  const endsAt = instantOf(override.end_time)
  if (endsAt <= world.now) {
    note(world, 'cannot', 'override-ended', object, `It ended on ${override.end_time}.`)
    return []
  }
  const rotation = rotations.get(override.rotation_id ?? '')
  const remove = memberNamed(
    world,
    override.overridden_member,
    object,
    'nobody is replaced',
    schedule,
  )
  const add = memberNamed(world, override.overriding_member, object, 'nobody takes over', schedule)
  const layers = (rotation?.layers ?? []).filter(
    (layer) => rotation?.isKnownShifts || remove === null || names(layer, remove),
  )
  const changes = changesOf(rotation?.isKnownShifts ? null : remove, add)
  if (layers.length === 0 || changes === null) {
    const detail = 'Its rotation did not come over, or it changes nobody who did.'
    note(world, 'cannot', 'override-not-expressible', object, detail, schedule)
    return []
  }
  const sourceRef = `pagerduty:override:${override.id}`
  const span = spanText(instantOf(override.start_time), endsAt)
  return layers.map((layer, index) => ({
    schedule,
    sourceRef: index === 0 ? sourceRef : `${sourceRef}:${index + 1}`,
    linkRef: layers.length > 1 ? sourceRef : null,
    input: { layer: layer.name, ...changes, ...span, reason: '' },
  }))
}

function changesOf(remove: string | null, add: string | null) {
  if (remove === add) return null
  if (remove !== null && add !== null) return { kind: 'replace', remove, add } as const
  if (add !== null) return { kind: 'add', add } as const
  return remove === null ? null : ({ kind: 'remove', remove } as const)
}

function names(layer: LayerSpec, user: string): boolean {
  const versions = 'versions' in layer ? layer.versions : [layer]
  return versions.some(({ members }) => members.flat().includes(user))
}
