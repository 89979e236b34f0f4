import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, WEEK_MS } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import type { Override } from '../schedule.ts'
import {
  every,
  makeLayer,
  makeOverride,
  makeSchedule,
  people,
  utc,
} from '../testing/make-schedule.ts'
import { type CalendarInput, type CalendarSchedule, calendarDays } from './calendar-days.ts'
import { FROM } from './testing/quality-input.ts'

const span = { startsAt: FROM, endsAt: FROM + WEEK_MS }

function oneOf(
  names: readonly string[],
  overrides: readonly Override[] = [],
  weeks = 1,
): CalendarSchedule {
  const layer = makeLayer({
    firstHandoff: '2025-12-01T00:00',
    turn: every(weeks, 'week'),
    members: people(...names),
  })
  const schedule = makeSchedule([layer], overrides)
  return { schedule, plan: compileSchedule(schedule, new Map()), weeksInARowMax: 2 }
}

const days = (schedules: readonly CalendarSchedule[], input: Partial<CalendarInput> = {}) =>
  calendarDays({ span, schedules, others: [], teams: new Map(), absences: [], ...input })

describe('the calendar over all schedules', () => {
  it('says day by day who is on call and how much is uncovered', () => {
    const hole = makeOverride({
      kind: 'set',
      userIds: [],
      startsAt: FROM + DAY_MS + 22 * HOUR_MS,
      endsAt: FROM + 2 * DAY_MS + 3 * HOUR_MS,
    })
    const [first = []] = days([oneOf(['ana'], [hole])])
    expect(first.map(({ date, gapMs }) => [date, gapMs / HOUR_MS])).toEqual([
      ['2026-01-05', 0],
      ['2026-01-06', 2],
      ['2026-01-07', 3],
      ['2026-01-08', 0],
      ['2026-01-09', 0],
      ['2026-01-10', 0],
      ['2026-01-11', 0],
    ])
    expect(first[0]?.userIds).toEqual(['ana'])
  })

  it('names a policy that holds the turn, and its days are covered', () => {
    const layer = makeLayer({
      firstHandoff: '2025-12-01T00:00',
      turn: every(1, 'day'),
      members: [{ policyId: 'everyone' }, ...people('ana')],
    })
    const schedule = makeSchedule([layer])
    const plan = compileSchedule(schedule, new Map())
    const [first = []] = days([{ schedule, plan, weeksInARowMax: 2 }])
    const told = first.slice(0, 3).map(({ gapMs, userIds, policyIds }) => {
      return [gapMs, ...userIds, ...policyIds]
    })
    expect(told).toEqual([
      [0, 'ana'],
      [0, 'everyone'],
      [0, 'ana'],
    ])
  })

  it('has days of 23 and 25 hours where clocks change', () => {
    const change = {
      startsAt: utc('2026-03-29T00:00+01:00'),
      endsAt: utc('2026-03-31T00:00+02:00'),
    }
    const [first = []] = days([oneOf(['ana'])], { span: change })
    expect(first.map(({ startsAt, endsAt }) => (endsAt - startsAt) / HOUR_MS)).toEqual([23, 24])
  })

  it('shows members who are away, and whether a shift suffers', () => {
    const away = (userId: string) => ({ userId, startsAt: FROM, endsAt: FROM + DAY_MS })
    const absences = [away('ana'), away('ben'), away('nobody')]
    const [first = []] = days([oneOf(['ana', 'ben'])], { absences })
    const onCall = first[0]?.userIds[0]
    expect(first[0]?.away).toEqual([
      { userId: 'ana', isOnCall: onCall === 'ana' },
      { userId: 'ben', isOnCall: onCall === 'ben' },
    ])
    expect(first[1]?.away).toEqual([])
  })

  it('flags double duty in both schedules, and in one whose other is not shown', () => {
    const here = oneOf(['ana'])
    const twice = { userId: 'ana', why: 'double-duty' }
    const both = days([here, oneOf(['ben', 'ana'])])
    for (const shown of both) expect(shown[0]?.overload).toContainEqual(twice)
    const [alone = []] = days([here], { others: [oneOf(['ana']).plan] })
    expect(alone[0]?.overload).toContainEqual(twice)
    const [calm = []] = days([here])
    expect(calm[0]?.overload).not.toContainEqual(twice)
  })

  it('flags a row of weeks that began before the days shown', () => {
    const [tired = []] = days([oneOf(['ana'])])
    expect(tired[0]?.overload).toEqual([{ userId: 'ana', why: 'weeks-in-a-row' }])
    const [rested = []] = days([oneOf(['ana', 'ben', 'chen'])])
    expect(rested.flatMap(({ overload }) => overload)).toEqual([])
  })
})
