// One schedule of Grafana OnCall: its layers, its overrides, and what its calendars still need.
//
// A schedule that is a calendar elsewhere comes over without layers, so that whoever pages it keeps
// doing so; the calendar's address is in the finding, to be added as a feed. Where a rotation has
// no equal, the schedule's known final shifts come over as overrides of all of it.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import { formatInstant, type Instant } from '@evenwatch/core'
import type { ImportedOverride, RenderedSchedule, SourceObject } from '../import-result.ts'
import { isSoundSchedule } from '../is-sound-schedule.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import type { Report } from '../report.ts'
import { type Fields, textOf, textsOf } from '../source-fields.ts'
import { readZone } from '../zone-names.ts'
import { convertOverrides, type OverrideSpan, spanOf } from './convert-overrides.ts'
import { type FinalShifts, finalShiftsOf } from './final-shifts.ts'
import { type GrafanaNames, objectNamed, teamOf } from './grafana-names.ts'
import type { LayerSpec } from './layer-forms.ts'
import { layerName } from './layer-name.ts'
import { layersOfShift } from './layers-of-shift.ts'
import { readShift, type Shift } from './read-shift.ts'
import { reportCalendars } from './report-calendars.ts'
import { type SchedulePeople, schedulePeople } from './schedule-people.ts'

const LAYERS_MAX = 50

export type ScheduleContext = {
  readonly now: Instant
  readonly names: GrafanaNames
  readonly report: Report
  /** By id. */
  readonly shifts: ReadonlyMap<string, Fields>
  readonly rendered: readonly RenderedSchedule[]
}

export type ConvertedSchedule = {
  readonly document: ConfigurationDocument
  readonly overrides: readonly ImportedOverride[]
}

/** One schedule on its way. */
type Work = ScheduleContext & {
  readonly name: string
  readonly object: SourceObject
  readonly timeZone: string
  readonly people: SchedulePeople
  readonly final: FinalShifts
  readonly layers: LayerSpec[]
  readonly overrides: OverrideSpan[]
  readonly layerNames: Set<string>
}

export function convertSchedule(
  name: string,
  schedule: Fields,
  context: ScheduleContext,
): ConvertedSchedule {
  const { report, names } = context
  const object = objectNamed('schedule', schedule)
  const { timeZone, findings } = readZone(textOf(schedule.time_zone), object)
  report.findings.push(...findings.map((one) => ({ ...one, schedule: name })))
  reportCalendars(schedule, object, name, report)
  const work: Work = {
    ...context,
    name,
    object,
    timeZone,
    people: schedulePeople(name, names, report),
    final: finalShiftsOf(name, context.rendered, names),
    layers: [],
    overrides: [],
    layerNames: new Set(),
  }
  const lost = textsOf(schedule.shifts).filter((id) => !takeShift(id, schedule, work))
  const { layers } = work
  if (layers.length > LAYERS_MAX) {
    const detail = `A schedule has at most ${LAYERS_MAX} layers here; ${layers.length - LAYERS_MAX} were left out.`
    report.cannot('rotation-not-expressible', object, detail, name)
  }
  const isWhole = lost.length === 0 && layers.length <= LAYERS_MAX
  const known = isWhole ? [] : knownShifts(work)
  const team = teamOf(schedule, names)
  const document = makeDocument({
    apiVersion: API_VERSION,
    kind: 'Schedule',
    metadata: namedMetadata(name, object.name),
    spec: {
      ...(team !== null && { team }),
      timeZone,
      layers: layers.slice(0, LAYERS_MAX),
    },
  })
  // The known shifts hold what overrides say until then; only later ones are still needed.
  const until = known.length > 0 ? (work.final.until ?? 0) : 0
  const overrides = [...known, ...work.overrides.filter(({ endsAt }) => endsAt > until)]
  return { document, overrides: convertOverrides(name, overrides) }
}

/** False: the shift has no equal here. */
function takeShift(id: string, schedule: Fields, work: Work): boolean {
  const { report, name, object, people } = work
  const fields = work.shifts.get(id)
  if (!fields) {
    report.cannot('not-found-in-source', object, `Its shift ${id} is not among the shifts.`, name)
    return false
  }
  const read = readShift(fields, { type: textOf(schedule.type), timeZone: work.timeZone })
  const shiftObject = objectNamed('shift', fields)
  if (!read.ok) {
    report.cannot('rotation-not-expressible', shiftObject, `Not read: ${read.why}.`, name)
    return false
  }
  const { shift } = read
  if (shift.type === 'override') {
    work.overrides.push(...takeOverride(shift, shiftObject, work))
    return true
  }
  const made = layersOfShift(shift, {
    now: work.now,
    scheduleZone: work.timeZone,
    memberOf: (ids) => people.member(ids, shiftObject),
    nameOf: (one) => layerName(one, work.layerNames),
  })
  if (!isSoundSchedule(work.timeZone, [...made.layers])) {
    const detail = 'Its turns are longer, or its people more, than a rotation may have here.'
    report.cannot('rotation-not-expressible', shiftObject, detail, name)
    return false
  }
  for (const { code, detail } of made.remarks) {
    const say = made.isLost ? report.cannot : report.changed
    const isHarmless = code === 'rotation-ended' || code === 'rotation-changed'
    say(code, shiftObject, detail, isHarmless ? undefined : name)
  }
  work.layers.push(...made.layers)
  return !made.remarks.some(({ code }) => code === 'rotation-not-expressible')
}

/** The API hides whom overrides of the web editor name; the final shifts show them. */
function takeOverride(shift: Shift, object: SourceObject, work: Work): OverrideSpan[] {
  const { report, name, now, people, final } = work
  const span = spanOf(shift)
  if (span.endsAt <= now) {
    report.cannot('override-ended', object, 'It ended before this import.')
    return []
  }
  const ref = `grafana-oncall:shift:${shift.id}`
  const users = people.named(shift.users, object)
  if (users.length > 0) return [{ ref, reason: shift.name, users, ...span }]
  const shown = shift.users.length > 0 ? [] : final.within(span, ref)
  if (shown.length > 0) return shown.map((one) => ({ ...one, reason: shift.name }))
  const detail = 'Whom it names is not known here.'
  report.cannot('override-not-expressible', object, detail, name)
  return []
}

function knownShifts({ final, now, object, name, report }: Work): OverrideSpan[] {
  if (final.until === null || final.until <= now) return []
  const span = { startsAt: now, endsAt: final.until }
  const known = final.within(span, `grafana-oncall:final-shift:${object.id}`)
  const until = formatInstant(final.until).slice(0, 10)
  const detail = `Shifts known until ${until} come over as they are; give it a rotation for later.`
  report.changed('rotation-as-overrides', object, detail, name)
  return known
}
