// A published plan must give every turn to the person it was planned for, so each layout is compiled
// again with real people and compared with what the turns were.

import { describe, expect, test } from 'vitest'
import { DAY_MS, type Span, WEEK_MS } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import { editRotation } from '../edit-rotation.ts'
import { layerTimeline } from '../layer-timeline.ts'
import type { LayerVersion, Schedule } from '../schedule.ts'
import { MEMBERS_PER_LAYER_MAX } from '../schedule-limits.ts'
import {
  every,
  hours,
  makeLayer,
  makeSchedule,
  makeVersion,
  people,
  utc,
  WORKDAYS,
} from '../testing/make-schedule.ts'
import { layOutPeriod, type Period, type PeriodLength } from './lay-out-period.ts'
import { PLAN_SLOTS_MAX } from './planning-limits.ts'
import { versionOfPlan, withoutTurn } from './version-of-plan.ts'

const NO_TEAMS = new Map<string, readonly string[]>()
const rrule = (rule: string, durationMs: number, more: object = {}) => ({
  turn: {
    kind: 'rrule' as const,
    rrule: rule,
    durationMs,
    count: 'worked' as const,
    shiftsPerMember: 1,
    ...more,
  },
})

function lay(schedule: Schedule, from: string, length: PeriodLength): Period {
  const found = layOutPeriod(schedule, 'weekly', utc(from), length, NO_TEAMS)
  if (found.kind !== 'turns') throw new TypeError(found.kind)
  return found
}

/** The published layer's own line over the period, person by person. */
function published(
  schedule: Schedule,
  period: Period,
  holders: readonly string[],
  { everybody = [], span = period }: { everybody?: readonly string[]; span?: Span } = {},
) {
  const next = versionOfPlan(period, holders, everybody)
  const layer = editRotation(period.layer, next, period.startsAt, {
    timeZone: schedule.timeZone,
    keepHolder: true,
  })
  const plan = compileSchedule({ ...schedule, layers: [layer] }, NO_TEAMS)
  return layerTimeline(plan, 'weekly', span)
}

const holdersOf = ({ turns }: Period) =>
  turns.flatMap((spans, turn) => (spans.length > 0 ? [`holder ${turn}`] : []))

const expected = (period: Period) => {
  const worked = period.turns.filter((spans) => spans.length > 0)
  return holdersOf(period).flatMap((holder, i) =>
    (worked[i] ?? []).map((span) => ({ ...span, userIds: [holder], policyIds: [] })),
  )
}

const ROTATIONS: readonly (readonly [string, Partial<LayerVersion>, number])[] = [
  ['weekly over both clock changes', {}, 52],
  [
    'a weekday-only daily rotation',
    { turn: every(1, 'day'), hours: [hours(WORKDAYS, '09:00', '17:00')] },
    40,
  ],
  [
    'a daily rotation whose turns count when they have passed',
    {
      turn: every(1, 'day', { count: 'elapsed' }),
      hours: [hours(WORKDAYS, '09:00', '17:00')],
    },
    15,
  ],
  ['handoffs in the hour that a clock change skips', { firstHandoff: '2026-01-04T02:30' }, 30],
  ['twelve hours', { turn: every(12, 'hour') }, 100],
  ['three turns each', { turn: every(1, 'day', { shiftsPerMember: 3 }) }, 20],
  ['a month from the 31st', { firstHandoff: '2025-12-31T09:00', turn: every(1, 'month') }, 12],
  ['a rule of two days a week', rrule('FREQ=WEEKLY;BYDAY=MO,TH', 2 * DAY_MS), 30],
  ['a rule with an end', rrule('FREQ=WEEKLY;BYDAY=MO;COUNT=40', WEEK_MS), 20],
  [
    'a rule of every second week, two turns each, with holes',
    rrule('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', DAY_MS, { shiftsPerMember: 2 }),
    20,
  ],
]

describe.each(ROTATIONS)('%s', (_, version, turns) => {
  test.each(['2026-02-18T10:00Z', '2026-09-30T22:15Z'])('planned from %s', (from) => {
    const schedule = makeSchedule([makeLayer(version)])
    const period = lay(schedule, from, { turns })
    expect(period.startsAt).toBeGreaterThanOrEqual(utc(from))
    const line = published(schedule, period, holdersOf(period))
    expect(line).toEqual(expected(period))
    // The period covers exactly what the layer covered there before.
    const before = compileSchedule(schedule, NO_TEAMS)
    const boundaries = (spans: typeof line) => spans.map(({ startsAt }) => startsAt)
    expect(boundaries(line)).toEqual(boundaries(layerTimeline(before, 'weekly', period)))
  })

  test('whoever has no turn follows after the period, which stays as planned', () => {
    const schedule = makeSchedule([makeLayer(version)])
    const period = lay(schedule, '2026-02-18T10:00Z', { turns: 3 })
    const holders = holdersOf(period)
    const everybody = ['dana', ...holders, 'eli']
    expect(published(schedule, period, holders, { everybody })).toEqual(expected(period))
    const span = { startsAt: period.endsAt, endsAt: period.endsAt + 400 * DAY_MS }
    const line = published(schedule, period, holders, { everybody, span })
    const after = line.flatMap(({ userIds }) => userIds).filter((one, i, all) => one !== all[i - 1])
    const order = ['dana', 'eli', ...new Set(holders)]
    expect(after.slice(0, order.length)).toEqual(order)
  })
})

test('members stand in the order of the turns, counted from the first handoff', () => {
  const period = lay(makeSchedule([makeLayer({})]), '2026-03-24T00:00Z', { turns: 3 })
  expect(versionOfPlan(period, ['b', 'a', 'b'], ['a', 'b'])).toEqual(
    makeVersion({
      effectiveFrom: utc('2026-03-30T07:00Z'),
      firstHandoff: '2026-03-30T09:00',
      members: people('b', 'a', 'b'),
    }),
  )
})

test('an instant of handoff begins the period; one within a turn waits for the next', () => {
  const schedule = makeSchedule([makeLayer({})])
  expect(lay(schedule, '2026-02-16T08:00Z', { turns: 1 }).startsAt).toBe(utc('2026-02-16T08:00Z'))
  expect(lay(schedule, '2026-02-16T08:01Z', { turns: 1 }).startsAt).toBe(utc('2026-02-23T08:00Z'))
})

test('until takes every turn that begins before, whole', () => {
  const schedule = makeSchedule([makeLayer({})])
  const period = lay(schedule, '2026-02-16T08:00Z', { until: utc('2026-03-02T08:00Z') })
  expect(period.turns).toHaveLength(2)
  const more = lay(schedule, '2026-02-16T08:00Z', { until: utc('2026-03-02T08:01Z') })
  expect(more.turns).toHaveLength(3)
  expect(more.endsAt).toBe(utc('2026-03-09T08:00Z'))
})

test('a turn is the time that is on call in the end: a higher layer hides its part', () => {
  const nights = makeLayer(
    {
      members: people('night'),
      hours: [hours(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], '22:00', '06:00')],
    },
    { name: 'nights', priority: 2 },
  )
  const schedule = makeSchedule([makeLayer({ turn: every(1, 'day') }), nights])
  const period = lay(schedule, '2026-02-16T08:00Z', { turns: 2 })
  expect(period.turns[0]).toEqual([
    { startsAt: utc('2026-02-16T08:00Z'), endsAt: utc('2026-02-16T21:00Z') },
    { startsAt: utc('2026-02-17T05:00Z'), endsAt: utc('2026-02-17T08:00Z') },
  ])
})

test('turns in which nobody works take a member and are not counted as planned', () => {
  const schedule = makeSchedule([
    makeLayer({
      turn: every(1, 'day', { count: 'elapsed' }),
      hours: [hours(WORKDAYS, '09:00', '17:00')],
    }),
  ])
  const period = lay(schedule, '2026-02-20T08:00Z', { turns: 3 })
  expect(period.turns.map((spans) => spans.length)).toEqual([1, 0, 0, 1, 1])
  expect(versionOfPlan(period, ['a', 'b', 'c'], []).members).toEqual(
    people('a', 'b', 'b', 'b', 'c'),
  )
})

test('whoever has no turn is a member after the planned ones, as far as a layer has room', () => {
  const period = lay(makeSchedule([makeLayer({})]), '2026-03-24T00:00Z', { turns: 2 })
  const { members } = versionOfPlan(period, ['b', 'b'], ['a', 'b', 'c', 'a'])
  expect(members).toEqual(people('b', 'b', 'a', 'c'))
  const crowd = Array.from({ length: MEMBERS_PER_LAYER_MAX }, (_, i) => `person ${i}`)
  expect(versionOfPlan(period, ['b', 'b'], crowd).members).toHaveLength(MEMBERS_PER_LAYER_MAX)
  const { following, dropped } = withoutTurn(period, ['b', 'b'], crowd)
  expect([...following, ...dropped]).toEqual(crowd)
  expect(dropped).toHaveLength(2)
})

test('a layer that ends has only the turns until then, and none after', () => {
  const schedule = makeSchedule([makeLayer({ until: '2026-03-09T09:00' })])
  expect(lay(schedule, '2026-02-16T08:00Z', { turns: 26 }).turns).toHaveLength(3)
  const none = layOutPeriod(schedule, 'weekly', utc('2026-04-01T00:00Z'), { turns: 1 }, NO_TEAMS)
  expect(none).toEqual({ kind: 'none' })
})

test('a newest version that is still to come is planned from its own beginning', () => {
  const later = makeVersion({ effectiveFrom: utc('2026-06-01T07:00Z') })
  const layer = makeLayer({})
  const schedule = makeSchedule([{ ...layer, versions: [...layer.versions, later] }])
  expect(lay(schedule, '2026-02-16T08:00Z', { turns: 2 }).startsAt).toBe(utc('2026-06-01T07:00Z'))
})

test('a period has at most PLAN_SLOTS_MAX turns', () => {
  const schedule = makeSchedule([makeLayer({ turn: every(1, 'hour') })])
  const from = utc('2026-02-16T08:00Z')
  const until = (turns: number) =>
    layOutPeriod(schedule, 'weekly', from, { until: from + turns * 3_600_000 }, NO_TEAMS).kind
  expect([until(PLAN_SLOTS_MAX), until(PLAN_SLOTS_MAX + 1)]).toEqual(['turns', 'too-many'])
  const elapsed = makeSchedule([
    makeLayer({
      turn: every(1, 'day', { count: 'elapsed' }),
      hours: [hours(['mon'], '09:00', '17:00')],
    }),
  ])
  const mondays = layOutPeriod(elapsed, 'weekly', from, { turns: 60 }, NO_TEAMS)
  expect(mondays.kind).toBe('too-many')
})
