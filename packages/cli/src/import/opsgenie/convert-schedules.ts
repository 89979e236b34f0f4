// Schedules: every rotation is a layer, all of the same priority, since rotations add up there.
//
// The first handoff is the wall time of the rotation's start in the schedule's zone; every turn
// counts (`elapsed`), whether its hours hold anything or not.

import { type ConfigurationDocument, SCHEDULE_SPEC_LIMITS } from '@evenwatch/api'
import {
  formatWallTime,
  type JsonObject,
  parseWallTime,
  TURN_LENGTH_MAX,
  zoneTable,
} from '@evenwatch/core'
import { type DocumentInput, makeDocument } from '../make-document.ts'
import { namedMetadata, nameObjects } from '../name-objects.ts'
import { numberOf, objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import { readZone } from '../zone-names.ts'
import { type Conversion, found, idOf, nameField, sourceObject } from './conversion.ts'
import { convertHours } from './convert-hours.ts'
import { convertMember, type MemberPlace } from './convert-member.ts'

type ScheduleInput = Extract<DocumentInput, { kind: 'Schedule' }>
type LayerInput = ScheduleInput['spec']['layers'][number]

export type ConvertedSchedules = {
  readonly documents: readonly ConfigurationDocument[]
  /** Our layer of a rotation, by schedule name and rotation id. */
  readonly layers: ReadonlyMap<string, ReadonlyMap<string, string>>
}

type Place = Omit<MemberPlace, 'rotation'> & { readonly timeZone: string }

/** `policies`: our names of the escalations that came over. */
export function convertSchedules(
  conversion: Conversion,
  policies: ReadonlySet<string>,
): ConvertedSchedules {
  const documents: ConfigurationDocument[] = []
  const layers = new Map<string, ReadonlyMap<string, string>>()
  for (const schedule of conversion.source.schedules) {
    const object = sourceObject('schedule', schedule)
    const name = conversion.schedules.nameOf(schedule) ?? ''
    const zone = readZone(textOf(schedule.timezone) ?? textOf(schedule.timeZone), object)
    conversion.findings.push(...zone.findings.map((one) => ({ ...one, schedule: name })))
    const team = conversion.teams.nameOf(objectOrNull(schedule.ownerTeam))
    const converted = convertRotations(conversion, schedule, {
      schedule: name,
      timeZone: zone.timeZone,
      policies,
    })
    layers.set(name, converted.names)
    documents.push(
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'Schedule',
        metadata: namedMetadata(name, nameField(schedule)),
        spec: {
          ...(team !== null && { team }),
          timeZone: zone.timeZone,
          layers: [...converted.layers],
        },
      }),
    )
  }
  return { documents, layers }
}

function convertRotations(conversion: Conversion, schedule: JsonObject, place: Place) {
  const rotations = objectsOf(schedule.rotations)
  const names = new Map<string, string>()
  const layers: LayerInput[] = []
  if (schedule.enabled === false) {
    const detail = 'It came over without its rotations, so it names nobody, as it did there.'
    const object = sourceObject('schedule', schedule)
    found(conversion, 'changed', 'schedule-disabled', object, detail, place.schedule)
    return { layers, names }
  }
  const named = nameObjects(rotations.map((one) => sourceObject('rotation', one)))
  conversion.findings.push(...named.findings)
  for (const rotation of rotations) {
    const name = named.names.get(idOf(rotation)) ?? ''
    const layer = convertRotation(conversion, rotation, name, place)
    if (layer === null) continue
    if (layers.length === SCHEDULE_SPEC_LIMITS.layers) {
      const detail = `A schedule has at most ${SCHEDULE_SPEC_LIMITS.layers} layers.`
      const object = sourceObject('rotation', rotation)
      found(conversion, 'cannot', 'rotation-not-expressible', object, detail, place.schedule)
      continue
    }
    layers.push(layer)
    names.set(idOf(rotation), name)
  }
  return { layers, names }
}

const UNITS = { hourly: 'hour', daily: 'day', weekly: 'week' } as const

function convertRotation(
  conversion: Conversion,
  rotation: JsonObject,
  name: string,
  { schedule, timeZone, policies }: Place,
): LayerInput | null {
  const object = sourceObject('rotation', rotation)
  const cannot = (detail: string) => {
    found(conversion, 'cannot', 'rotation-not-expressible', object, detail, schedule)
    return null
  }
  const endsAt = instantOf(textOf(rotation.endDate))
  if (endsAt !== null && endsAt <= conversion.now) {
    found(conversion, 'cannot', 'rotation-ended', object, 'It ended and is left behind.')
    return null
  }
  const startsAt = instantOf(textOf(rotation.startDate))
  if (startsAt === null) return cannot('Its start is no instant.')
  const type = textOf(rotation.type)
  const unit = type === 'hourly' || type === 'daily' || type === 'weekly' ? UNITS[type] : null
  const length = numberOf(rotation.length) ?? 1
  if (unit === null || !Number.isInteger(length) || length < 1 || length > TURN_LENGTH_MAX[unit]) {
    return cannot(`Turns of ${length} ${type ?? 'of no type'} have no equal here.`)
  }
  const restriction = convertHours(objectOrNull(rotation.timeRestriction))
  if (!restriction.ok) return cannot('Its hours are not in a form that we know.')
  const members = objectsOf(rotation.participants).map((participant) =>
    convertMember(conversion, participant, { rotation: object, schedule, policies }),
  )
  if (members.length === 0) return cannot('It has no participants, so it names nobody.')
  const { members: membersMax, windows: windowsMax } = SCHEDULE_SPEC_LIMITS
  if (members.length > membersMax || (restriction.hours?.length ?? 0) > windowsMax) {
    return cannot(`It has more than ${membersMax} participants or ${windowsMax} windows of hours.`)
  }
  const firstHandoff = wallTimeOf(startsAt, timeZone)
  const until = endsAt === null ? null : wallTimeOf(endsAt, timeZone)
  if (until !== null && (parseWallTime(until) ?? 0) <= (parseWallTime(firstHandoff) ?? 0)) {
    return cannot('It ends before it starts.')
  }
  if (restriction.isCut) {
    const detail = 'Hours over several days are written as one window for each day.'
    found(conversion, 'changed', 'restriction-changed', object, detail)
  }
  return {
    name,
    priority: 1,
    firstHandoff,
    until,
    turn: { length, unit, count: 'elapsed', shiftsPerMember: 1 },
    members,
    hours: restriction.hours?.map((window) => ({ ...window, days: [...window.days] })) ?? null,
  }
}

export function instantOf(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(at) ? null : at
}

/** Opsgenie sets handoffs to whole minutes; seconds beyond are dropped. */
function wallTimeOf(at: number, timeZone: string): string {
  return formatWallTime(zoneTable(timeZone).wallAt(at)).slice(0, 16)
}
