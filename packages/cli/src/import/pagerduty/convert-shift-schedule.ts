// A v3 schedule: rotations that are all on call together, custom shifts that add somebody, and
// overrides that each change one rotation or one custom shift.

import type { ImportedOverride, SourceObject } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata, nameObjects } from '../name-objects.ts'
import { readZone } from '../zone-names.ts'
import { type ConvertedRotation, convertRotation } from './convert-rotation.ts'
import type {
  PagerdutyCustomShift,
  PagerdutyOverrideV3,
  PagerdutyScheduleV3,
} from './pagerduty-source.ts'
import {
  memberNamed,
  note,
  type PagerdutyWorld,
  sourceObject,
  teamNamed,
} from './pagerduty-world.ts'
import { type ConvertedSchedule, isSpan, type LayerSpec, spanText } from './schedule-spec.ts'

export type ShiftScheduleChanges = {
  readonly customShifts: readonly PagerdutyCustomShift[]
  readonly overrides: readonly PagerdutyOverrideV3[]
}

type Place = { readonly schedule: string; readonly object: SourceObject }

export function convertShiftSchedule(
  schedule: PagerdutyScheduleV3,
  { customShifts, overrides }: ShiftScheduleChanges,
  world: PagerdutyWorld,
): ConvertedSchedule {
  const object = sourceObject('schedule', schedule)
  const name = world.schedules.get(schedule.id) ?? object.name
  const { timeZone, findings } = readZone(schedule.time_zone, object)
  world.findings.push(...findings.map((finding) => ({ ...finding, schedule: name })))
  const team = teamNamed(world, schedule.teams, object)
  const assignments = schedule.final_schedule?.computed_shift_assignments ?? []

  const rotations = schedule.rotations ?? []
  if (!schedule.rotations) {
    const detail = 'The export holds only its name; read `/v3/schedules/{id}` and repeat.'
    note(world, 'cannot', 'not-found-in-source', object, detail, name)
  }
  const titled = rotations.map((rotation, index) => ({
    kind: 'rotation',
    id: rotation.id,
    name: rotation.name ?? rotation.events?.at(-1)?.name ?? `rotation-${index + 1}`,
  }))
  const { names } = nameObjects(titled)
  const converted = new Map(
    titled.map((one, index) => {
      const place = {
        schedule: name,
        timeZone,
        name: names.get(one.id) ?? one.name,
        object: { ...one, name: `${one.name} of ${object.name}` },
      }
      const rotation = rotations[index] ?? { id: one.id }
      return [one.id, convertRotation(rotation, assignments, place, world)] as const
    }),
  )
  const place = { schedule: name, object }
  return {
    document: makeDocument({
      apiVersion: 'evenwatch/v1',
      kind: 'Schedule',
      metadata: namedMetadata(name, object.name),
      spec: {
        ...(team !== null && { team }),
        timeZone,
        layers: [...converted.values()].flatMap(({ layers }) => layers),
      },
    }),
    overrides: [
      ...[...converted.values()].flatMap((one) => one.overrides),
      ...overrides.flatMap((one) => convertRotationOverride(one, converted, place, world)),
      ...customShifts.flatMap((one) => convertCustomShift(one, overrides, place, world)),
    ],
  }
}

function convertRotationOverride(
  override: PagerdutyOverrideV3,
  rotations: ReadonlyMap<string, ConvertedRotation>,
  { schedule, object: scheduleObject }: Place,
  world: PagerdutyWorld,
): ImportedOverride[] {
  if (override.custom_shift_id) return []
  const object = { kind: 'override', id: override.id, name: `override in ${scheduleObject.name}` }
  if (!isSpan(override.start_time, override.end_time)) {
    note(world, 'cannot', 'override-not-expressible', object, 'It has no span of time.')
    return []
  }
  const endsAt = Date.parse(override.end_time)
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
  const span = spanText(Date.parse(override.start_time), endsAt)
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

type Piece = { readonly from: number; readonly until: number; readonly user: string | null }

/** Its overrides are worked in: whoever really has the shift is added for just that time. */
function convertCustomShift(
  shift: PagerdutyCustomShift,
  overrides: readonly PagerdutyOverrideV3[],
  { schedule, object: scheduleObject }: Place,
  world: PagerdutyWorld,
): ImportedOverride[] {
  const object = {
    kind: 'custom shift',
    id: shift.id,
    name: `custom shift in ${scheduleObject.name}`,
  }
  if (!isSpan(shift.start_time, shift.end_time)) {
    note(world, 'cannot', 'override-not-expressible', object, 'It has no span of time.')
    return []
  }
  const span = { from: Date.parse(shift.start_time), until: Date.parse(shift.end_time) }
  if (span.until <= world.now) {
    note(world, 'cannot', 'override-ended', object, `It ended on ${shift.end_time}.`)
    return []
  }
  const ours = overrides.filter(({ custom_shift_id }) => custom_shift_id === shift.id)
  const pieces = (shift.assignments ?? []).flatMap(({ member }) => {
    let left: Piece[] = [
      { ...span, user: memberNamed(world, member, object, 'nobody has the shift', schedule) },
    ]
    for (const override of ours) {
      if ((override.overridden_member?.user_id ?? null) !== (member?.user_id ?? null)) continue
      const from = Math.max(span.from, Date.parse(override.start_time))
      const until = Math.min(span.until, Date.parse(override.end_time))
      const user = memberNamed(
        world,
        override.overriding_member,
        object,
        'nobody takes over',
        schedule,
      )
      if (from < until)
        left = [...left.flatMap((one) => without(one, from, until)), { from, until, user }]
    }
    return left
  })
  const sourceRef = `pagerduty:custom-shift:${shift.id}`
  return pieces
    .filter(({ until, user }) => user !== null && until > world.now)
    .sort((a, b) => a.from - b.from)
    .map(({ from, until, user }, index, all) => ({
      schedule,
      sourceRef: index === 0 ? sourceRef : `${sourceRef}:${index + 1}`,
      linkRef: all.length > 1 ? sourceRef : null,
      input: {
        layer: null,
        kind: 'add',
        add: user ?? '',
        ...spanText(from, until),
        reason: 'Custom shift',
      },
    }))
}

function without(piece: Piece, from: number, until: number): Piece[] {
  return [
    { ...piece, until: Math.min(piece.until, from) },
    { ...piece, from: Math.max(piece.from, until) },
  ].filter((one) => one.from < one.until)
}
