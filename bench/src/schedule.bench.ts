// The two schedule budgets: one question to a cached plan, and one year of three layers.
//
// The year is measured with a fresh plan each time, so that nothing is left from the run before
// but the zone table. Each figure is the median of seven rounds.

import {
  assert,
  compileSchedule,
  DAY_MS,
  type Layer,
  type LayerVersion,
  onCallAt,
  type Schedule,
  shiftsBetween,
} from '@evenwatch/core'
import type { BenchRow } from './bench-row.ts'

const ROUNDS = 7
const WARM_UP_ROUNDS = 5
const QUESTIONS_PER_ROUND = 200_000
const YEARS_PER_ROUND = 100
const YEAR_STARTS_AT = Date.UTC(2026, 0, 1)
const YEAR = { startsAt: YEAR_STARTS_AT, endsAt: YEAR_STARTS_AT + 365 * DAY_MS }

export async function benchSchedule(): Promise<BenchRow[]> {
  const schedule = threeLayers()
  const shifts = shiftsBetween(compileSchedule(schedule, new Map()), YEAR)
  assert(shifts.length > 1_000 && shifts.length <= 2_500, 'a year of 1,000 to 2,500 shifts')
  return [
    {
      name: 'who is on call, one schedule, one instant, cached plan',
      value: medianOfRounds(() => askMany(schedule)),
      unit: 'µs',
      budget: 5,
      aim: 1,
      lowerIsBetter: true,
      note: 'instants spread over a year, in no order',
    },
    {
      name: 'one year of a three-layer schedule',
      value: medianOfRounds(() => expandYears(schedule)),
      unit: 'ms',
      budget: 1,
      aim: 0.3,
      lowerIsBetter: true,
      note: `${shifts.length} shifts, a fresh plan each time, warm zone table`,
    },
  ]
}

/** Microseconds for one question. */
function askMany(schedule: Schedule): number {
  const plan = compileSchedule(schedule, new Map())
  shiftsBetween(plan, YEAR)
  const minutes = (YEAR.endsAt - YEAR.startsAt) / 60_000
  let people = 0
  const startedAt = performance.now()
  for (let i = 0; i < QUESTIONS_PER_ROUND; i++) {
    // A step that shares no factor with the year visits its minutes far apart.
    const at = YEAR.startsAt + ((i * 7_919) % minutes) * 60_000
    people += onCallAt(plan, at).userIds.length
  }
  const tookMs = performance.now() - startedAt
  assert(people >= QUESTIONS_PER_ROUND, 'somebody is always on call')
  return (tookMs * 1_000) / QUESTIONS_PER_ROUND
}

/** Milliseconds for one year. */
function expandYears(schedule: Schedule): number {
  let shifts = 0
  const startedAt = performance.now()
  for (let i = 0; i < YEARS_PER_ROUND; i++) {
    shifts += shiftsBetween(compileSchedule(schedule, new Map()), YEAR).length
  }
  const tookMs = performance.now() - startedAt
  assert(shifts > 0, 'a year has shifts')
  return tookMs / YEARS_PER_ROUND
}

function medianOfRounds(round: () => number): number {
  for (let i = 0; i < WARM_UP_ROUNDS; i++) round()
  const values = Array.from({ length: ROUNDS }, round).sort((a, b) => a - b)
  return values[(ROUNDS - 1) / 2] ?? Number.NaN
}

/** Everybody weekly, office hours by day, and six-hour turns at weekends, in three zones. */
function threeLayers(): Schedule {
  const weekly = version({ unit: 'week', length: 1, count: 'elapsed' }, null)
  const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
  const office = version({ unit: 'day', length: 1, count: 'worked' }, [
    { days: workdays, from: '09:00', until: '12:00' },
    { days: workdays, from: '13:00', until: '17:00' },
  ])
  const weekend = version({ unit: 'hour', length: 6, count: 'worked' }, [
    { days: ['sat', 'sun'], from: '08:00', until: '20:00' },
  ])
  return {
    id: 'bench',
    name: 'bench',
    teamId: null,
    timeZone: 'Europe/Vienna',
    stages: [],
    layers: [
      layer('weekly', 1, null, weekly),
      layer('office', 2, 'America/New_York', office),
      layer('weekend', 3, 'Australia/Sydney', weekend),
    ],
    overrides: [],
  }
}

function layer(name: string, priority: number, timeZone: string | null, only: LayerVersion): Layer {
  return { name, role: 'primary', stages: null, priority, timeZone, versions: [only] }
}

function version(
  turn: Pick<Extract<LayerVersion['turn'], { kind: 'every' }>, 'unit' | 'length' | 'count'>,
  hours: LayerVersion['hours'],
): LayerVersion {
  return {
    effectiveFrom: null,
    startsWith: 0,
    firstHandoff: '2025-11-03T09:00',
    until: null,
    turn: { kind: 'every', shiftsPerMember: 1, ...turn },
    members: ['ana', 'ben', 'chen', 'dia', 'eli'].map((userId) => ({ userIds: [userId] })),
    hours,
  }
}
