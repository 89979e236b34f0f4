// The layers that say what one shift of Grafana says.
//
// One layer wherever that is exact. A shift whose own start its rule does not choose happens at
// that start all the same, once; such a start is a layer of its own while it lies ahead.

import { type Instant, zoneTable } from '@evenwatch/core'
import type { ReasonCode } from '../reason-codes.ts'
import { clockRemarks, type ShiftRemark } from './clock-remarks.ts'
import { groupBodies, ruleOf } from './group-bodies.ts'
import {
  type Body,
  type Bounds,
  boundsOf,
  everyTurn,
  type LayerSpec,
  layerOf,
  type MemberSpec,
  rruleTurn,
  UNBOUNDED,
} from './layer-forms.ts'
import type { Shift } from './read-shift.ts'
import { isChosen, rotationBody } from './rotation-body.ts'

export type ShiftLayers = {
  readonly layers: readonly LayerSpec[]
  readonly remarks: readonly ShiftRemark[]
  /** True when nothing of the shift came over. */
  readonly isLost: boolean
}

export type LayerContext = {
  readonly now: Instant
  readonly scheduleZone: string
  /** By our names; null when nobody of the group is known. */
  memberOf(ids: readonly string[]): MemberSpec
  /** A layer name that no other layer of the schedule has. */
  nameOf(shift: Shift): string
}

export function layersOfShift(shift: Shift, context: LayerContext): ShiftLayers {
  const ended = endOf(shift)
  if (ended !== null && ended <= context.now) return lost('rotation-ended', 'It has ended.')
  const once = shift.type === 'single_event' || shift.frequency === null
  if (once) return singleShift(shift, context)
  if (shift.type === 'recurrent_event') return recurringShift(shift, context)
  return rotation(shift, context)
}

/** When the last turn that may begin has ended, or later; null when it goes on for ever. */
function endOf(shift: Shift): Instant | null {
  const zone = zoneTable(shift.timeZone)
  if (shift.type === 'single_event' || shift.frequency === null) {
    return zone.instantOf(shift.start + shift.durationMs, 'second')
  }
  if (shift.until === null) return null
  return shift.isWeb ? shift.until : shift.until + shift.durationMs
}

function lost(code: ReasonCode, detail: string): ShiftLayers {
  return { layers: [], remarks: [{ code, detail }], isLost: true }
}

function found(layers: readonly LayerSpec[], remarks: readonly ShiftRemark[] = []): ShiftLayers {
  return { layers, remarks, isLost: false }
}

const NOBODY = 'Nobody of it is known here, so it names nobody.'

function singleShift(shift: Shift, context: LayerContext): ShiftLayers {
  const people = shift.type === 'rolling_users' ? (shift.groups[0] ?? []) : shift.users
  const member = context.memberOf(people)
  if (member === null) return lost('user-unknown', NOBODY)
  return found([onceLayer(shift, member, context)])
}

function onceLayer(shift: Shift, member: MemberSpec, context: LayerContext): LayerSpec {
  const body: Body = {
    firstHandoff: shift.start,
    turn: everyTurn(1, 'week'),
    hours: null,
    members: [member],
  }
  const bounds: Bounds = { from: null, until: shift.start + shift.durationMs }
  return layerOf(shift, context.nameOf(shift), context.scheduleZone, body, bounds)
}

/** The same people each time. `daily` with chosen days really skips days by its interval here. */
function recurringShift(shift: Shift, context: LayerContext): ShiftLayers {
  const member = context.memberOf(shift.users)
  if (member === null) return lost('user-unknown', NOBODY)
  const matches = isChosen(shift, shift.start)
  const skipsDays = shift.frequency === 'daily' && shift.byDay.length > 0 && shift.interval > 1
  const body = matches && !skipsDays ? rotationBody(shift, [member]) : null
  const name = context.nameOf(shift)
  if (body) {
    // Only rotations know a start of their own beside the first shift's.
    const bounds = boundsOf({ ...shift, rotationStart: shift.start })
    return found(
      [layerOf(shift, name, context.scheduleZone, body, bounds)],
      clockRemarks(shift, body, context.now),
    )
  }
  const frequency = (shift.frequency ?? '').toUpperCase()
  const rule = ruleOf(shift, frequency, shift.interval, shift.byDay.join(','))
  const turn = rruleTurn(shift, rule)
  const own: Body = { firstHandoff: shift.start, turn, hours: null, members: [member] }
  const layers = [layerOf(shift, name, context.scheduleZone, own, UNBOUNDED)]
  return found([...layers, ...strayStart(shift, member, context)])
}

/** The start itself, where the rule does not choose it and it is not over. */
function strayStart(shift: Shift, member: MemberSpec, context: LayerContext): LayerSpec[] {
  const endsAt = zoneTable(shift.timeZone).instantOf(shift.start + shift.durationMs, 'second')
  if (isChosen(shift, shift.start) || endsAt <= context.now) return []
  return [onceLayer(shift, member, context)]
}

function rotation(shift: Shift, context: LayerContext): ShiftLayers {
  const members = shift.groups.map((ids) => context.memberOf(ids))
  if (members.every((member) => member === null)) return lost('user-unknown', NOBODY)
  const name = context.nameOf(shift)
  const body = rotationBody(shift, members)
  const bounds = boundsOf(shift)
  // A rotation by days of the month keeps its own start, chosen or not.
  const first = members[0] ?? null
  const stray =
    shift.byMonthday.length > 0 && first !== null ? strayStart(shift, first, context) : []
  if (body) {
    const layer = layerOf(shift, name, context.scheduleZone, body, bounds)
    return found([layer, ...stray], clockRemarks(shift, body, context.now))
  }
  const bodies = groupBodies(shift, members)
  if (!bodies) {
    return lost('rotation-not-expressible', 'Its months or days cannot be said in turns.')
  }
  const webBounds = shift.isWeb ? bounds : { from: bounds.from, until: null }
  const layers = bodies.map((one, i) =>
    layerOf(shift, i === 0 ? name : context.nameOf(shift), context.scheduleZone, one, webBounds),
  )
  const detail = `Its turns overlap or differ in length, so each group has a layer of its own (${layers.length}).`
  return found([...layers, ...stray], [{ code: 'rotation-changed', detail }])
}
