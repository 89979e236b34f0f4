// One schedule of Grafana OnCall: its layers, its overrides, and what its calendars still need.
//
// A schedule that is a calendar elsewhere comes over without layers, so that whoever pages it keeps
// doing so; the calendar's address is in the finding, to be added as a feed.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import type { ImportedOverride, RenderedSchedule, SourceObject } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata, plainName } from '../name-objects.ts'
import { renderSegments } from '../render-segments.ts'
import type { Report } from '../report.ts'
import { type Fields, objectsOf, textOf, textsOf } from '../source-fields.ts'
import { readZone } from '../zone-names.ts'
import { convertOverrides, convertSwap, type OverrideShift, spanOf } from './convert-overrides.ts'
import { type GrafanaNames, objectNamed, teamOf } from './grafana-names.ts'
import type { LayerSpec, MemberSpec } from './layer-forms.ts'
import { layersOfShift } from './layers-of-shift.ts'
import { readShift, type Shift } from './read-shift.ts'

const LAYERS_MAX = 50

export type ScheduleContext = {
  readonly now: Instant
  readonly names: GrafanaNames
  readonly report: Report
  /** By id. */
  readonly shifts: ReadonlyMap<string, Fields>
}

export type ConvertedSchedule = {
  readonly document: ConfigurationDocument
  readonly overrides: readonly ImportedOverride[]
}

export function convertSchedule(
  name: string,
  schedule: Fields,
  context: ScheduleContext,
): ConvertedSchedule {
  const { report, names } = context
  const object = objectNamed('schedule', schedule)
  const type = textOf(schedule.type)
  const zone = readZone(textOf(schedule.time_zone), object)
  report.findings.push(...zone.findings)
  reportCalendars(schedule, object, name, report)
  const owner = { type, timeZone: zone.timeZone }
  const people = peopleReader(name, context)
  const layers: LayerSpec[] = []
  const overrides: OverrideShift[] = []
  const used = new Set<string>()
  for (const id of textsOf(schedule.shifts)) {
    const fields = context.shifts.get(id)
    if (!fields) {
      report.cannot('not-found-in-source', object, `Its shift ${id} is not among the shifts.`, name)
      continue
    }
    const read = readShift(fields, owner)
    const shiftObject = objectNamed('shift', fields)
    if (!read.ok) {
      report.cannot('rotation-not-expressible', shiftObject, `Not read: ${read.why}.`, name)
      continue
    }
    const { shift } = read
    if (shift.type === 'override') {
      const users = people.named(shift.users, shiftObject)
      if (isLiveOverride(shift, users, shiftObject, name, context)) overrides.push({ shift, users })
      continue
    }
    const made = layersOfShift(shift, {
      now: context.now,
      scheduleZone: zone.timeZone,
      memberOf: (ids) => people.member(ids, shiftObject),
      nameOf: (one) => layerName(one, used),
    })
    for (const { code, detail } of made.remarks) {
      const say = made.isLost ? report.cannot : report.changed
      const isHarmless = code === 'rotation-ended' || code === 'rotation-changed'
      say(code, shiftObject, detail, isHarmless ? undefined : name)
    }
    layers.push(...made.layers)
  }
  if (layers.length > LAYERS_MAX) {
    const detail = `A schedule has at most ${LAYERS_MAX} layers here; ${layers.length - LAYERS_MAX} were left out.`
    report.cannot('rotation-not-expressible', object, detail, name)
  }
  const team = teamOf(schedule, names)
  const document = makeDocument({
    apiVersion: API_VERSION,
    kind: 'Schedule',
    metadata: namedMetadata(name, object.name),
    spec: {
      ...(team !== null && { team }),
      timeZone: zone.timeZone,
      layers: layers.slice(0, LAYERS_MAX),
    },
  })
  return { document, overrides: convertOverrides(name, overrides) }
}

function reportCalendars(
  schedule: Fields,
  object: SourceObject,
  name: string,
  report: Report,
): void {
  const primary = textOf(schedule.ical_url_primary)
  const extra = textOf(schedule.ical_url_overrides)
  if (schedule.type === 'ical') {
    const detail = `Its shifts are a calendar at ${primary ?? 'no address'}: add it as a feed, until then nobody is on call.`
    report.changed('schedule-from-calendar', object, detail, name)
  }
  if (extra !== null) {
    const detail = `Its overrides are a calendar at ${extra}: add it as a feed of overrides.`
    report.changed('schedule-from-calendar', object, detail, name)
  }
}

function isLiveOverride(
  shift: Shift,
  users: readonly string[],
  object: SourceObject,
  schedule: string,
  { now, report }: ScheduleContext,
): boolean {
  if (spanOf(shift).endsAt <= now) {
    report.cannot('override-ended', object, 'It ended before this import.')
    return false
  }
  if (users.length > 0) return true
  report.cannot('override-not-expressible', object, 'Nobody of it is known here.', schedule)
  return false
}

function peopleReader(schedule: string, { names, report }: ScheduleContext) {
  const named = (ids: readonly string[], object: SourceObject): string[] => {
    const found: string[] = []
    for (const id of ids) {
      const name = names.users.get(id)
      if (name === undefined) {
        const detail = `Its person ${id} has no e-mail address or is gone.`
        report.cannot('user-unknown', object, detail, schedule)
      } else if (!found.includes(name)) found.push(name)
    }
    return found
  }
  const member = (ids: readonly string[], object: SourceObject): MemberSpec => {
    const found = named(ids, object)
    const [only] = found
    return found.length > 1 ? found : (only ?? null)
  }
  return { named, member }
}

/** Layers have no display name, and Grafana's web editor names most rotations by chance. */
function layerName(shift: Shift, used: Set<string>): string {
  const base = (plainName(shift.name) || `level-${shift.level}`).slice(0, 56)
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`
    if (used.has(name)) continue
    used.add(name)
    return name
  }
}

export function convertSwaps(
  swaps: readonly Fields[],
  { names, now, report }: ScheduleContext,
): ImportedOverride[] {
  return swaps.flatMap((swap) => {
    const object = objectNamed('shift swap', swap)
    const startsAt = Date.parse(textOf(swap.swap_start) ?? '')
    const endsAt = Date.parse(textOf(swap.swap_end) ?? '')
    const schedule = names.schedules.get(textOf(swap.schedule) ?? '')
    const from = names.users.get(textOf(swap.beneficiary) ?? '')
    const to = names.users.get(textOf(swap.benefactor) ?? '')
    if (endsAt <= now) {
      report.cannot('override-ended', object, 'It ended before this import.')
    } else if (textOf(swap.benefactor) === null) {
      report.cannot(
        'object-not-imported',
        object,
        'Nobody has taken it; ask for cover here.',
        schedule,
      )
    } else if (!(startsAt < endsAt) || !schedule || !from || !to || from === to) {
      report.cannot(
        'override-not-expressible',
        object,
        'Its schedule or people are not known.',
        schedule,
      )
    } else return [convertSwap(schedule, { id: object.id, from, to, startsAt, endsAt })]
    return []
  })
}

/** What Grafana itself says about who is on call; dates are whole days in UTC. */
export function renderFinalShifts(
  finalShifts: readonly Fields[],
  names: GrafanaNames,
): RenderedSchedule[] {
  return finalShifts.flatMap((one) => {
    const schedule = names.schedules.get(textOf(one.schedule_id) ?? '')
    const from = Date.parse(`${textOf(one.start_date) ?? ''}T00:00:00Z`)
    const until = Date.parse(`${textOf(one.end_date) ?? ''}T00:00:00Z`) + DAY_MS
    if (schedule === undefined || !(from < until)) return []
    const spans = objectsOf(one.shifts).flatMap((row) => {
      const user = names.users.get(textOf(row.user_pk) ?? '') ?? textOf(row.user_username)
      const startsAt = Math.max(from, Date.parse(textOf(row.shift_start) ?? ''))
      const endsAt = Math.min(until, Date.parse(textOf(row.shift_end) ?? ''))
      return user !== null && startsAt < endsAt ? [{ user, startsAt, endsAt }] : []
    })
    return [{ schedule, from, until, shifts: renderSegments(spans) }]
  })
}
