// A custom shift of a v3 schedule adds somebody, and leaves everybody else on call.

import type { ImportedOverride } from '../import-result.ts'
import type { SchedulePlace } from './convert-rotation-override.ts'
import type { PagerdutyCustomShift, PagerdutyOverrideV3 } from './pagerduty-source.ts'
import { memberNamed, note, type PagerdutyWorld } from './pagerduty-world.ts'
import { instantOf, isSpan, spanText } from './schedule-spec.ts'

type Piece = { readonly from: number; readonly until: number; readonly user: string | null }

/** Its overrides are worked in: whoever really has the shift is added for just that time. */
export function convertCustomShift(
  shift: PagerdutyCustomShift,
  overrides: readonly PagerdutyOverrideV3[],
  { schedule, object: scheduleObject }: SchedulePlace,
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
  const span = { from: instantOf(shift.start_time), until: instantOf(shift.end_time) }
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
      const from = Math.max(span.from, instantOf(override.start_time))
      const until = Math.min(span.until, instantOf(override.end_time))
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
