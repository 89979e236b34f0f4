// Says everything that is wrong with a schedule at once, each with where and which rule.
//
// A schedule without faults compiles and every question about it ends; the limits are those of
// `schedule-limits.ts`. People and teams are names here; whether they exist is the caller's to ask.

import { DAY_MS, MINUTE_MS } from '../platform/time.ts'
import { rruleFault } from './rrule-fault.ts'
import {
  type HoursWindow,
  type Layer,
  type LayerVersion,
  type Member,
  type Override,
  type Schedule,
  type Turn,
  WEEKDAYS,
} from './schedule.ts'
import {
  HOURS_WINDOWS_MAX,
  LAYER_PRIORITY_MAX,
  LAYERS_MAX,
  MEMBERS_PER_LAYER_MAX,
  OVERRIDE_DAYS_MAX,
  OVERRIDES_MAX,
  RRULE_DURATION_DAYS_MAX,
  RRULE_DURATION_MINUTES_MIN,
  SCHEDULE_NAME_CHARACTERS_MAX,
  SHIFTS_PER_MEMBER_MAX,
  STAGES_MAX,
  TURN_LENGTH_MAX,
  USERS_PER_MEMBER_MAX,
  VERSIONS_PER_LAYER_MAX,
  YEAR_MAX,
  YEAR_MIN,
} from './schedule-limits.ts'
import { parseClockTime, parseWallTime } from './wall-time.ts'
import { isTimeZone } from './zone-table.ts'

export type FaultPath = readonly (string | number)[]

export type Fault = {
  readonly path: FaultPath
  /** One sentence on what must hold. */
  readonly rule: string
  readonly example?: string
}

type Report = (path: FaultPath, rule: string, example?: string) => void

export function validateSchedule(schedule: Schedule): Fault[] {
  const faults: Fault[] = []
  const report: Report = (path, rule, example) =>
    void faults.push(example === undefined ? { path, rule } : { path, rule, example })

  checkName(schedule.name, ['name'], report)
  checkZone(schedule.timeZone, ['timeZone'], report)
  const { layers, overrides } = schedule
  checkStages(schedule, report)
  if (layers.length > LAYERS_MAX) report(['layers'], `At most ${LAYERS_MAX} layers.`)
  layers.slice(0, LAYERS_MAX).forEach((layer, i) => {
    const isTaken = layers.slice(0, i).some((other) => other.name === layer.name)
    if (isTaken) report(['layers', i, 'name'], 'Each layer has a name of its own.')
    checkLayer(layer, schedule.timeZone, ['layers', i], report)
  })
  if (overrides.length > OVERRIDES_MAX) report(['overrides'], `At most ${OVERRIDES_MAX} overrides.`)
  checkOverrides(schedule, report)
  return faults
}

function checkName(name: string, path: FaultPath, report: Report): void {
  if (name.trim() === '' || name.length > SCHEDULE_NAME_CHARACTERS_MAX) {
    report(path, `A name has 1 to ${SCHEDULE_NAME_CHARACTERS_MAX} characters.`)
  }
}

function checkStages({ stages, layers }: Schedule, report: Report): void {
  if (stages.length > STAGES_MAX) report(['stages'], `At most ${STAGES_MAX} stages.`)
  let lastFrom = Number.NEGATIVE_INFINITY
  stages.slice(0, STAGES_MAX).forEach((stage, i) => {
    checkName(stage.name, ['stages', i, 'name'], report)
    const from = stage.from ?? Number.NEGATIVE_INFINITY
    if (i > 0 && !(from > lastFrom)) {
      report(
        ['stages', i, 'from'],
        'Stages follow one another; only the first may begin with null.',
      )
    }
    lastFrom = from
  })
  layers.slice(0, LAYERS_MAX).forEach((layer, i) => {
    const path = ['layers', i, 'stages']
    if (layer.stages?.length === 0) {
      report(path, 'One or more stages; leave them out for every stage.', 'launch')
    }
    if ((layer.stages?.length ?? 0) > STAGES_MAX) report(path, `At most ${STAGES_MAX} stages.`)
  })
}

function checkZone(timeZone: string, path: FaultPath, report: Report): boolean {
  if (isTimeZone(timeZone)) return true
  report(path, 'A time zone is an IANA name.', 'Europe/Vienna')
  return false
}

function checkInteger(
  value: number,
  [min, max]: readonly [number, number],
  path: FaultPath,
  what: string,
  report: Report,
): void {
  if (Number.isInteger(value) && value >= min && value <= max) return
  report(path, `${what} is a whole number from ${min} to ${max}.`, String(Math.max(min, 1)))
}

function checkLayer(layer: Layer, scheduleZone: string, path: FaultPath, report: Report): void {
  checkName(layer.name, [...path, 'name'], report)
  checkInteger(layer.priority, [0, LAYER_PRIORITY_MAX], [...path, 'priority'], 'A priority', report)
  const zone = layer.timeZone ?? scheduleZone
  const zoneKnown =
    layer.timeZone === null
      ? isTimeZone(scheduleZone)
      : checkZone(layer.timeZone, [...path, 'timeZone'], report)
  const { versions } = layer
  const versionsPath = [...path, 'versions']
  if (versions.length === 0) report(versionsPath, 'A layer has at least one version.')
  if (versions.length > VERSIONS_PER_LAYER_MAX) {
    report(versionsPath, `At most ${VERSIONS_PER_LAYER_MAX} versions of a layer.`)
  }
  let lastFrom = Number.NEGATIVE_INFINITY
  versions.slice(0, VERSIONS_PER_LAYER_MAX).forEach((version, i) => {
    const from = version.effectiveFrom ?? Number.NEGATIVE_INFINITY
    const fromPath = [...versionsPath, i, 'effectiveFrom']
    if (version.effectiveFrom !== null && !Number.isInteger(version.effectiveFrom)) {
      report(fromPath, 'An instant is a whole number of milliseconds.')
    } else if (i > 0 && !(from > lastFrom)) {
      report(fromPath, 'Versions follow one another; only the first may begin with null.')
    }
    lastFrom = from
    checkVersion(version, zoneKnown ? zone : null, [...versionsPath, i], report)
  })
}

function checkVersion(
  version: LayerVersion,
  zone: string | null,
  path: FaultPath,
  report: Report,
): void {
  const wallRule = `A wall time between ${YEAR_MIN} and ${YEAR_MAX}, without a zone.`
  const anchor = parseWallTime(version.firstHandoff)
  if (anchor === null) report([...path, 'firstHandoff'], wallRule, '2026-01-05T09:00')
  if (version.until !== null) {
    const until = parseWallTime(version.until)
    if (until === null) report([...path, 'until'], wallRule, '2026-12-31T09:00')
    else if (anchor !== null && until <= anchor) {
      report([...path, 'until'], 'A rotation ends after its first handoff.')
    }
  }
  checkTurn(version.turn, anchor, zone, [...path, 'turn'], report)
  checkMembers(version, path, report)
  if (version.hours) checkHours(version.hours, [...path, 'hours'], report)
}

function checkTurn(
  turn: Turn,
  anchor: number | null,
  zone: string | null,
  path: FaultPath,
  report: Report,
): void {
  const shiftsPath = [...path, 'shiftsPerMember']
  const shiftsRange = [1, SHIFTS_PER_MEMBER_MAX] as const
  checkInteger(turn.shiftsPerMember, shiftsRange, shiftsPath, 'Shifts per member', report)
  if (turn.kind === 'every') {
    const range = [1, TURN_LENGTH_MAX[turn.unit]] as const
    checkInteger(turn.length, range, [...path, 'length'], `A length in ${turn.unit}s`, report)
    return
  }
  const range = [RRULE_DURATION_MINUTES_MIN * MINUTE_MS, RRULE_DURATION_DAYS_MAX * DAY_MS] as const
  checkInteger(turn.durationMs, range, [...path, 'durationMs'], 'A duration', report)
  const fault = rruleFault(turn.rrule, anchor, zone)
  if (fault) report([...path, 'rrule'], fault.rule, fault.example)
}

function checkMembers(version: LayerVersion, path: FaultPath, report: Report): void {
  const membersPath = [...path, 'members']
  const { members } = version
  if (members.length === 0) report(membersPath, 'A rotation has at least one member.')
  if (members.length > MEMBERS_PER_LAYER_MAX) {
    report(membersPath, `At most ${MEMBERS_PER_LAYER_MAX} members in a rotation.`)
  }
  members.slice(0, MEMBERS_PER_LAYER_MAX).forEach((member, i) => {
    if (!isMember(member)) {
      report(
        [...membersPath, i],
        `A member is one to ${USERS_PER_MEMBER_MAX} people, a team, a policy, or null for nobody.`,
      )
    }
  })
  const last = Math.max(0, members.length - 1)
  checkInteger(version.startsWith, [0, last], [...path, 'startsWith'], 'The first member', report)
}

function isMember(member: Member): boolean {
  if (member === null) return true
  if ('teamId' in member) return member.teamId !== ''
  if ('policyId' in member) return member.policyId !== ''
  const { length } = member.userIds
  return length >= 1 && length <= USERS_PER_MEMBER_MAX && member.userIds.every((id) => id !== '')
}

function checkHours(hours: readonly HoursWindow[], path: FaultPath, report: Report): void {
  if (hours.length === 0) report(path, 'Hours have at least one window; leave them out for always.')
  if (hours.length > HOURS_WINDOWS_MAX) report(path, `At most ${HOURS_WINDOWS_MAX} windows.`)
  hours.slice(0, HOURS_WINDOWS_MAX).forEach((window, i) => {
    const { days } = window
    const known = days.every((day) => WEEKDAYS.includes(day)) && new Set(days).size === days.length
    if (days.length === 0 || !known) {
      report([...path, i, 'days'], `One or more of ${WEEKDAYS.join(', ')}, each once.`)
    }
    for (const side of ['from', 'until'] as const) {
      if (parseClockTime(window[side]) === null) {
        report([...path, i, side], 'A clock time from 00:00 to 23:59.', '09:00')
      }
    }
  })
}

function checkOverrides(schedule: Schedule, report: Report): void {
  const layerNames = new Set(schedule.layers.map((layer) => layer.name))
  const ids = new Set<string>()
  const positions = new Set<number>()
  schedule.overrides.slice(0, OVERRIDES_MAX).forEach((override, i) => {
    const path = ['overrides', i]
    if (ids.has(override.id)) report([...path, 'id'], 'Each override has an id of its own.')
    if (positions.has(override.position)) {
      report([...path, 'position'], 'Each override has a position of its own.')
    }
    ids.add(override.id)
    positions.add(override.position)
    if (override.layerName !== null && !layerNames.has(override.layerName)) {
      report([...path, 'layerName'], 'An override names a layer of its schedule, or none.')
    }
    checkOverride(override, path, report)
  })
}

function checkOverride(override: Override, path: FaultPath, report: Report): void {
  const lastsMs = override.endsAt - override.startsAt
  if (!(lastsMs > 0)) report([...path, 'endsAt'], 'An override ends after it starts.')
  if (lastsMs > OVERRIDE_DAYS_MAX * DAY_MS) {
    report([...path, 'endsAt'], `An override lasts at most ${OVERRIDE_DAYS_MAX} days.`)
  }
  const needs = {
    replace: ['removeUserId', 'addUserId'],
    add: ['addUserId'],
    remove: ['removeUserId'],
    set: ['userIds'],
  } as const
  for (const field of needs[override.kind]) {
    if (override[field] === undefined || override[field] === '') {
      report([...path, field], `An override that says ${override.kind} gives ${field}.`)
    }
  }
  if (override.kind === 'replace' && override.addUserId === override.removeUserId) {
    report([...path, 'addUserId'], 'A replacement is another person.')
  }
  if ((override.userIds?.length ?? 0) > USERS_PER_MEMBER_MAX) {
    report([...path, 'userIds'], `At most ${USERS_PER_MEMBER_MAX} people.`)
  }
}
