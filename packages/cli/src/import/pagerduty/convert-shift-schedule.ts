// A v3 schedule: rotations that are all on call together, custom shifts that add somebody, and
// overrides that each change one rotation or one custom shift.

import { makeDocument } from '../make-document.ts'
import { namedMetadata, nameObjects } from '../name-objects.ts'
import { readZone } from '../zone-names.ts'
import { convertCustomShift } from './convert-custom-shift.ts'
import { convertRotation } from './convert-rotation.ts'
import { convertRotationOverride } from './convert-rotation-override.ts'
import type {
  PagerdutyCustomShift,
  PagerdutyOverrideV3,
  PagerdutyScheduleV3,
} from './pagerduty-source.ts'
import {
  note,
  type PagerdutyWorld,
  sourceObject,
  teamNamed,
  withinLayerLimit,
} from './pagerduty-world.ts'
import type { ConvertedSchedule } from './schedule-spec.ts'

export type ShiftScheduleChanges = {
  readonly customShifts: readonly PagerdutyCustomShift[]
  readonly overrides: readonly PagerdutyOverrideV3[]
}

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
        layers: withinLayerLimit(
          world,
          [...converted.values()].flatMap(({ layers }) => layers),
          object,
          name,
        ),
      },
    }),
    overrides: [
      ...[...converted.values()].flatMap((one) => one.overrides),
      ...overrides.flatMap((one) => convertRotationOverride(one, converted, place, world)),
      ...customShifts.flatMap((one) => convertCustomShift(one, overrides, place, world)),
    ],
  }
}
