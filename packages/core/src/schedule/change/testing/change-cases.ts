// Short ways to write a change in a test: schedules with daily or weekly turns, and what one
// override makes of them.

import type { SchedulePlan } from '../../compile-schedule.ts'
import { compileSchedule } from '../../compile-schedule.ts'
import type { Override, Schedule } from '../../schedule.ts'
import {
  every,
  makeLayer,
  makeOverride,
  makeSchedule,
  people,
} from '../../testing/make-schedule.ts'
import type { ChangePerson, ShiftChangeQuestion } from '../check-shift-change.ts'
import type { Plans } from '../duty-of.ts'

/** Turns of one day from Monday, 5 January 2026, at 09:00 in Vienna: ana, ben, chen. */
export function dailySchedule(id: string, names = ['ana', 'ben', 'chen']): Schedule {
  const layer = makeLayer({ turn: every(1, 'day'), members: people(...names) })
  return { ...makeSchedule([layer]), id, name: id }
}

export function weeklySchedule(id: string, names = ['ana', 'ben', 'chen']): Schedule {
  const layer = makeLayer({ turn: every(1, 'week'), members: people(...names) })
  return { ...makeSchedule([layer]), id, name: id }
}

export function plansOf(...schedules: readonly Schedule[]): Plans {
  return new Map(
    schedules.map((one): [string, SchedulePlan] => [one.id, compileSchedule(one, new Map())]),
  )
}

export function replacing(
  away: string,
  cover: string,
  from: string,
  until: string,
  more: Partial<Override> = {},
): Override {
  return makeOverride({
    kind: 'replace',
    removeUserId: away,
    addUserId: cover,
    startsAt: Date.parse(from),
    endsAt: Date.parse(until),
    ...more,
  })
}

export function makePerson(displayName: string, more: Partial<ChangePerson> = {}): ChangePerson {
  return {
    displayName,
    timeZone: 'Europe/Vienna',
    workingHours: {
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      from: '09:00',
      until: '17:00',
    },
    sleepHours: { from: '22:00', until: '07:00' },
    isReachable: true,
    absences: [],
    holidays: [],
    depths: new Map(),
    ...more,
  }
}

export const PEOPLE: ReadonlyMap<string, ChangePerson> = new Map(
  ['ana', 'ben', 'chen', 'dia', 'eli', 'fay'].map((name) => [name, makePerson(name)]),
)

export function questionOf(
  before: readonly Schedule[],
  after: readonly Schedule[],
  more: Partial<ShiftChangeQuestion> = {},
): ShiftChangeQuestion {
  const old = plansOf(...before)
  const newer = new Map(old)
  for (const schedule of after) newer.set(schedule.id, compileSchedule(schedule, new Map()))
  return {
    before: old,
    after: newer,
    span: { startsAt: Date.parse('2026-01-01T00:00Z'), endsAt: Date.parse('2026-03-01T00:00Z') },
    people: PEOPLE,
    rulesOf: () => ({ limits: { restHours: 11, weeksInARowMax: 2 }, areas: [] }),
    ...more,
  }
}
