// Schedules made up for property tests, close to the dates on which clocks change.
//
// Everything a schedule can say is in them: members of every kind, roles, stages, versions, turns of every unit and of
// recurrence rules, hours overnight and for a whole day, overrides of every kind, layers with a
// zone of their own. The plain choice is the likeliest, so that the rest meets it often.

import fc from 'fast-check'
import { DAY_MS, HOUR_MS, MINUTE_MS, type Span } from '../../platform/time.ts'
import {
  type HoursWindow,
  type Layer,
  type LayerVersion,
  type Member,
  type Override,
  type OverrideKind,
  type Schedule,
  SHIFT_ROLES,
  type ShiftRole,
  type Stage,
  type TeamMembers,
  type Turn,
  WEEKDAYS,
} from '../schedule.ts'
import { formatWallTime } from '../wall-time.ts'
import { CLOCK_CHANGES, TESTED_ZONES } from './clock-changes.ts'

export type Case = {
  readonly schedule: Schedule
  readonly teamMembers: TeamMembers
  readonly span: Span
  /** The date of the clock change it lies around. */
  readonly date: string
  /** The role of one of its layers. */
  readonly role: ShiftRole
}

const TEAM_MEMBERS: TeamMembers = new Map([
  ['payments', ['fay', 'ana']],
  ['empty', []],
])

const STAGE_NAMES = ['build', 'launch', 'steady']

const user = fc.constantFrom('ana', 'ben', 'chen', 'dia', 'eli')

const member: fc.Arbitrary<Member> = fc.oneof(
  { weight: 6, arbitrary: user.map((userId) => ({ userIds: [userId] })) },
  {
    weight: 1,
    arbitrary: fc.tuple(user, user).map((userIds) => ({ userIds: [...new Set(userIds)] })),
  },
  { weight: 1, arbitrary: fc.constantFrom({ teamId: 'payments' }, { teamId: 'empty' }) },
  { weight: 1, arbitrary: fc.constantFrom({ policyId: 'daytime' }, { policyId: 'storm' }) },
  { weight: 1, arbitrary: fc.constant(null) },
)

const clock = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })),
    fc.constantFrom('00', '15', '30', '45'),
  )
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)

const days = fc.subarray([...WEEKDAYS], { minLength: 1 })

const window: fc.Arbitrary<HoursWindow> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ days, from: clock, until: clock }) },
  {
    weight: 1,
    arbitrary: fc.tuple(days, clock).map(([on, from]) => ({ days: on, from, until: from })),
  },
)

const count = fc.constantFrom('worked' as const, 'elapsed' as const)
const shiftsPerMember = fc.integer({ min: 1, max: 3 })

/** What is written behind a date has been filled in when the rule is used. */
const RRULES = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=DAILY;COUNT=25',
  'FREQ=DAILY;UNTIL=<date>T013000Z',
  'FREQ=DAILY;BYHOUR=2,14',
  'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;BYDAY=MO,WE,SU',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SA',
  'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO',
  'FREQ=MONTHLY',
  'FREQ=MONTHLY;BYMONTHDAY=1,15,-1',
  'FREQ=MONTHLY;BYDAY=1MO,-1SU',
]

const UNITS = [
  ['hour', 1, 40],
  ['day', 1, 4],
  ['week', 1, 2],
  ['month', 1, 2],
] as const

/** Turns as they are around a date. */
const turnNear: fc.Arbitrary<(date: string) => Turn> = fc.oneof(
  ...UNITS.map(([unit, min, max]) =>
    fc
      .record({
        kind: fc.constant('every' as const),
        length: fc.integer({ min, max }),
        unit: fc.constant(unit),
        count,
        shiftsPerMember,
      })
      .map((turn) => () => turn),
  ),
  fc
    .record({
      kind: fc.constant('rrule' as const),
      rrule: fc.constantFrom(...RRULES),
      durationMs: fc.integer({ min: 1, max: 60 }).map((hours) => hours * HOUR_MS),
      count,
      shiftsPerMember,
    })
    .map((turn) => (date: string) => ({
      ...turn,
      rrule: turn.rrule.replace('<date>', date.replaceAll('-', '')),
    })),
)

const daysBefore = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }) },
  { weight: 1, arbitrary: fc.integer({ min: 30, max: 130 }) },
)

/** A version whose rotation begins up to 130 days before the given date. */
export const versionNear: fc.Arbitrary<(date: string) => LayerVersion> = fc
  .record({
    daysBefore,
    clock,
    turnNear,
    members: fc.array(member, { minLength: 1, maxLength: 5 }),
    startsWith: fc.nat(),
    hours: fc.option(fc.array(window, { minLength: 1, maxLength: 3 })),
    untilAfterDays: fc.option(fc.integer({ min: 1, max: 50 }), { freq: 5 }),
  })
  .map((parts) => (date) => {
    const firstDay = Date.parse(`${date}T00:00Z`) - parts.daysBefore * DAY_MS
    const firstHandoff = `${formatWallTime(firstDay).slice(0, 10)}T${parts.clock}`
    const untilDay = firstDay + (parts.untilAfterDays ?? 0) * DAY_MS
    return {
      effectiveFrom: null,
      startsWith: parts.startsWith % parts.members.length,
      firstHandoff,
      until:
        parts.untilAfterDays === null ? null : `${formatWallTime(untilDay).slice(0, 10)}T12:00`,
      turn: parts.turnNear(date),
      members: parts.members,
      hours: parts.hours,
    }
  })

const role: fc.Arbitrary<ShiftRole> = fc.oneof(
  { weight: 3, arbitrary: fc.constant('primary' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...SHIFT_ROLES) },
)

/** Minutes around the middle, in order; where they coincide, only one is kept. */
const minutesInOrder = (maxLength: number) =>
  fc
    .uniqueArray(fc.integer({ min: -12 * 24 * 4, max: 12 * 24 * 4 }), { maxLength })
    .map((quarters) => quarters.sort((a, b) => a - b).map((quarter) => quarter * 15))

const stagesNear: fc.Arbitrary<(middle: number) => Stage[]> = fc
  .record({
    names: fc.array(fc.constantFrom(...STAGE_NAMES), { minLength: 4, maxLength: 4 }),
    fromMinutes: minutesInOrder(3),
    hasFirst: fc.boolean(),
  })
  .map(({ names, fromMinutes, hasFirst }) => (middle) => {
    const starts = fromMinutes.map((minutes) => middle + minutes * MINUTE_MS)
    const all = hasFirst ? [null, ...starts] : starts
    return all.map((from, i) => ({ name: names[i] ?? 'steady', from }))
  })

const layerParts = fc.record({
  role,
  stages: fc.option(fc.subarray(STAGE_NAMES, { minLength: 1 }), { freq: 1 }),
  priority: fc.integer({ min: 1, max: 2 }),
  timeZone: fc.option(fc.constantFrom(...TESTED_ZONES), { freq: 1 }),
  first: versionNear,
  startsLate: fc.boolean(),
  later: fc.array(versionNear, { maxLength: 2 }),
  fromMinutes: minutesInOrder(3),
})

type LayerParts = typeof layerParts extends fc.Arbitrary<infer Parts> ? Parts : never

function layerOf(parts: LayerParts, index: number, date: string, middle: number): Layer {
  const [firstFrom = 0, ...laterFrom] = parts.fromMinutes.map(
    (minutes) => middle + minutes * MINUTE_MS,
  )
  const hasStart = parts.startsLate && parts.fromMinutes.length > 0
  const versions = [{ ...parts.first(date), effectiveFrom: hasStart ? firstFrom : null }]
  parts.later.forEach((version, i) => {
    const effectiveFrom = laterFrom[i]
    if (effectiveFrom !== undefined) versions.push({ ...version(date), effectiveFrom })
  })
  const { priority, stages, timeZone } = parts
  return { name: `layer ${index}`, role: parts.role, stages, priority, timeZone, versions }
}

const overrideParts = fc.record({
  kind: fc.constantFrom<OverrideKind>('replace', 'add', 'remove', 'set'),
  role,
  layer: fc.option(fc.nat(), { freq: 1 }),
  fromMinute: fc.oneof(
    fc.integer({ min: -240, max: 240 }).map((hours) => hours * 60),
    fc.integer({ min: -14_400, max: 14_400 }),
  ),
  hours: fc.integer({ min: 1, max: 120 }),
  removeUserId: user,
  addUserId: user,
  userIds: fc.uniqueArray(user, { maxLength: 2 }),
})

type OverrideParts = typeof overrideParts extends fc.Arbitrary<infer Parts> ? Parts : never

function overrideOf(
  parts: OverrideParts,
  position: number,
  layers: readonly Layer[],
  middle: number,
): Override {
  const startsAt = middle + parts.fromMinute * MINUTE_MS
  const base = {
    id: `override ${position}`,
    position,
    role: parts.role,
    layerName: parts.layer === null ? null : `layer ${parts.layer % layers.length}`,
    startsAt,
    endsAt: startsAt + parts.hours * HOUR_MS,
    kind: parts.kind,
  }
  const { removeUserId, userIds } = parts
  // A person is never replaced by themselves; validation refuses it.
  const addUserId = parts.addUserId === removeUserId ? 'fay' : parts.addUserId
  if (parts.kind === 'replace') return { ...base, removeUserId, addUserId }
  if (parts.kind === 'add') return { ...base, addUserId }
  return parts.kind === 'remove' ? { ...base, removeUserId } : { ...base, userIds }
}

export const caseOfSchedule: fc.Arbitrary<Case> = fc
  .record({
    change: fc.constantFrom(...CLOCK_CHANGES),
    stagesNear: fc.option(stagesNear, { freq: 1 }),
    layers: fc.array(layerParts, { minLength: 1, maxLength: 4 }),
    overrides: fc.array(overrideParts, { maxLength: 6 }),
    roleOfLayer: fc.nat(),
    spanFromDay: fc.integer({ min: -10, max: 2 }),
    spanDays: fc.integer({ min: 1, max: 12 }),
  })
  .map((parts) => {
    const [timeZone, date] = parts.change
    const middle = Date.parse(`${date}T00:00Z`)
    const layers = parts.layers.map((layer, index) => layerOf(layer, index, date, middle))
    const overrides = parts.overrides.map((override, position) =>
      overrideOf(override, position, layers, middle),
    )
    const stages = parts.stagesNear?.(middle) ?? []
    const startsAt = middle + parts.spanFromDay * DAY_MS
    return {
      schedule: { id: 's', stages, name: 's', teamId: null, timeZone, layers, overrides },
      teamMembers: TEAM_MEMBERS,
      span: { startsAt, endsAt: startsAt + parts.spanDays * DAY_MS },
      date,
      role: layers[parts.roleOfLayer % layers.length]?.role ?? 'primary',
    }
  })
