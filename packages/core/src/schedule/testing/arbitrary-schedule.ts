// Schedules made up for property tests, close to the dates on which clocks change.

import fc from 'fast-check'
import { DAY_MS, HOUR_MS, type Span } from '../../platform/time.ts'
import {
  type HoursWindow,
  type Layer,
  type LayerVersion,
  type Member,
  type Override,
  type Schedule,
  type TeamMembers,
  type Turn,
  WEEKDAYS,
} from '../schedule.ts'
import { formatWallTime } from '../wall-time.ts'

/** Zones with half-hour changes, a skipped day, changes at midnight, summer time that pauses. */
const CHANGES = [
  ['Australia/Lord_Howe', '2025-04-06'],
  ['Australia/Lord_Howe', '2025-10-05'],
  ['Pacific/Apia', '2011-12-30'],
  ['Pacific/Apia', '2011-09-24'],
  ['Africa/Cairo', '2023-04-28'],
  ['Africa/Cairo', '2023-10-27'],
  ['Africa/Casablanca', '2025-02-23'],
  ['Africa/Casablanca', '2025-04-06'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Asia/Kathmandu', '1986-01-01'],
  ['Europe/Vienna', '2026-03-29'],
  ['Europe/Vienna', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
] as const

export type Case = {
  readonly schedule: Schedule
  readonly teamMembers: TeamMembers
  readonly span: Span
  /** The date of the clock change it lies around. */
  readonly date: string
}

const TEAM_MEMBERS: TeamMembers = new Map([
  ['payments', ['fay', 'ana']],
  ['empty', []],
])

const user = fc.constantFrom('ana', 'ben', 'chen', 'dia', 'eli')

const member: fc.Arbitrary<Member> = fc.oneof(
  { weight: 6, arbitrary: user.map((userId) => ({ userIds: [userId] })) },
  {
    weight: 1,
    arbitrary: fc.tuple(user, user).map((userIds) => ({ userIds: [...new Set(userIds)] })),
  },
  { weight: 1, arbitrary: fc.constantFrom({ teamId: 'payments' }, { teamId: 'empty' }) },
  { weight: 1, arbitrary: fc.constant(null) },
)

const clock = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })),
    fc.constantFrom('00', '15', '30', '45'),
  )
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)

const window: fc.Arbitrary<HoursWindow> = fc.record({
  days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  from: clock,
  until: clock,
})

const count = fc.constantFrom('worked' as const, 'elapsed' as const)
const shiftsPerMember = fc.integer({ min: 1, max: 3 })

const turn: fc.Arbitrary<Turn> = fc.oneof(
  ...(
    [
      ['hour', 3, 40],
      ['day', 1, 4],
      ['week', 1, 2],
      ['month', 1, 2],
    ] as const
  ).map(([unit, min, max]) =>
    fc.record({
      kind: fc.constant('every' as const),
      length: fc.integer({ min, max }),
      unit: fc.constant(unit),
      count,
      shiftsPerMember,
    }),
  ),
  fc.record({
    kind: fc.constant('rrule' as const),
    rrule: fc.constantFrom(
      'FREQ=DAILY;INTERVAL=1',
      'FREQ=DAILY;INTERVAL=3',
      'FREQ=WEEKLY;BYDAY=MO,WE,SU',
    ),
    durationMs: fc.integer({ min: 1, max: 40 }).map((hours) => hours * HOUR_MS),
    count,
    shiftsPerMember,
  }),
)

/** A version whose rotation begins up to 30 days before the given date. */
export const versionNear: fc.Arbitrary<(date: string) => LayerVersion> = fc
  .record({
    daysBefore: fc.integer({ min: 0, max: 30 }),
    clock,
    turn,
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
      turn: parts.turn,
      members: parts.members,
      hours: parts.hours,
    }
  })

const layerParts = fc.record({
  priority: fc.integer({ min: 1, max: 2 }),
  versions: fc.tuple(versionNear, fc.option(versionNear, { freq: 3 })),
  secondFromDay: fc.integer({ min: -12, max: 12 }),
})

const overrideParts = fc.record({
  kind: fc.constantFrom('replace' as const, 'add' as const, 'remove' as const, 'set' as const),
  layer: fc.option(fc.nat()),
  fromHour: fc.integer({ min: -240, max: 240 }),
  hours: fc.integer({ min: 1, max: 120 }),
  removeUserId: user,
  addUserId: user,
  userIds: fc.uniqueArray(user, { maxLength: 2 }),
})

export const caseOfSchedule: fc.Arbitrary<Case> = fc
  .record({
    change: fc.constantFrom(...CHANGES),
    layers: fc.array(layerParts, { minLength: 1, maxLength: 3 }),
    overrides: fc.array(overrideParts, { maxLength: 5 }),
    spanFromDay: fc.integer({ min: -10, max: 2 }),
    spanDays: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ change: [timeZone, date], layers, overrides, spanFromDay, spanDays }) => {
    const middle = Date.parse(`${date}T00:00Z`)
    const madeLayers: Layer[] = layers.map((parts, index) => {
      const [first, second] = parts.versions
      const versions: LayerVersion[] = [first(date)]
      if (second) {
        const effectiveFrom = middle + parts.secondFromDay * DAY_MS + 7 * HOUR_MS
        versions.push({ ...second(date), effectiveFrom })
      }
      return {
        name: `layer ${index}`,
        role: 'primary',
        stages: null,
        priority: parts.priority,
        timeZone: null,
        versions,
      }
    })
    const madeOverrides: Override[] = overrides.map((parts, index) => {
      const startsAt = middle + parts.fromHour * HOUR_MS
      const base = {
        id: `override ${index}`,
        position: index,
        role: 'primary' as const,
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
    })
    const startsAt = middle + spanFromDay * DAY_MS
    return {
      schedule: {
        id: 's',
        stages: [],
        name: 's',
        teamId: null,
        timeZone,
        layers: madeLayers,
        overrides: madeOverrides,
      },
      teamMembers: TEAM_MEMBERS,
      span: { startsAt, endsAt: startsAt + spanDays * DAY_MS },
      date,
    }
  })
