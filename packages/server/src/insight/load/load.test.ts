// The ledger over HTTP, on the real database: what stands in the record is what people read.

import {
  createSchedule,
  createUser,
  getScheduleLoad,
  getTeamLoad,
  getUserLoad,
  LOAD_SHIFTS_MAX,
  planPeriod,
} from '@evenwatch/api'
import {
  DAY_MS,
  formatInstant,
  HOUR_CLASSES,
  HOUR_MS,
  LOAD_DAYS_MAX,
  MINUTE_MS,
  WEEK_MS,
} from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { moveFinishedGroups } from '../../alert/move-finished-groups.ts'
import { problemOf } from '../../configuration/testing/installation.ts'
import { createChangeInstallation, NOW } from '../../schedule/change/testing/change-installation.ts'
import { carriedLoad } from './carried-load.ts'
import { seedPage } from './testing/seed-page.ts'

const here = await createChangeInstallation({ keepSchedules: true })
const { pool } = here.context
const ids = new Map<string, string>()
/** Turns of a week since November, Ana's first: 3 November, 09:00 in Vienna. */
const FIRST_TURN = Date.parse('2025-11-03T08:00:00Z')
const PAST = { from: formatInstant(FIRST_TURN), until: formatInstant(FIRST_TURN + 9 * WEEK_MS) }
/** 03:00 of a day in December, on the clock of each zone. */
const AT_THREE = { vienna: '2025-12-03T02:00:00Z', tokyo: '2025-12-02T18:00:00Z' } as const
let schedule = ''

const idOf = (name: string) => ids.get(name) ?? ''
const loadOf = (user: string, query: object = PAST) =>
  here.call(getUserLoad, { params: { user }, query })

async function addTurns(name: string, unit: 'week' | 'hour', members: string[]) {
  const turn = { length: 1, unit }
  const layers = [{ name: 'turns', firstHandoff: '2025-11-03T09:00', turn, members }]
  const spec = { team: 'payments', timeZone: 'Europe/Vienna', layers }
  await here.call(createSchedule, { body: { name, spec } })
  return name
}

beforeAll(async () => {
  const spec = { email: 'hiro@example.org', timeZone: 'Asia/Tokyo' }
  await here.call(createUser, { body: { name: 'hiro', displayName: 'Hiro', spec } })
  const { rows } = await pool.query<{ id: string; name: string }>('select id, name from app_user')
  for (const { id, name } of rows) ids.set(name, id)
  schedule = await addTurns('weekly', 'week', ['ana', 'ben', 'chen'])
})

describe('the hour of a page', () => {
  test('is the person’s own: 03:00 in their zone is sleep, in Vienna as in Tokyo', async () => {
    await seedPage(pool, { userId: idOf('dia'), at: Date.parse(AT_THREE.vienna) })
    await seedPage(pool, { userId: idOf('hiro'), at: Date.parse(AT_THREE.tokyo) })
    for (const name of ['dia', 'hiro']) {
      const load = await loadOf(name)
      expect(load.work).toMatchObject({ pages: 1, interruptions: 1 })
      expect(load.work.byHour.sleep).toMatchObject({ pages: 1, interruptions: 1 })
      expect(load.nightsInterrupted).toBe(1)
      // A Wednesday, 03:00.
      expect(load.pagesByHourOfWeek.indexOf(1)).toBe(2 * 24 + 3)
    }
  })

  test('stays what it was when the page moves to history', async () => {
    const before = await loadOf('dia')
    const at = Date.parse('2025-11-19T02:00:00Z')
    const seeded = { userId: idOf('dia'), acknowledgedAt: at + MINUTE_MS, resolvedAt: at + HOUR_MS }
    await seedPage(pool, { ...seeded, at })
    const whole = await loadOf('dia')
    expect(whole.work.pages).toBe(before.work.pages + 1)
    await moveFinishedGroups.run(here.context, NOW)
    const { rows } = await pool.query('select 1 from page_history')
    expect(rows).not.toEqual([])
    expect(await loadOf('dia')).toEqual(whole)
  })
})

test('tests and pages that never left the house are no load', async () => {
  const at = Date.parse('2025-12-10T12:00:00Z')
  await seedPage(pool, { userId: idOf('otto'), at, isTest: true })
  await seedPage(pool, { userId: idOf('otto'), at, isSent: false })
  expect((await loadOf('otto')).work).toMatchObject({ pages: 0, interruptions: 0 })
})

describe('the load of a schedule', () => {
  /** Ben's second turn: nine nights' pages, each with twenty minutes of work. */
  const heavy = FIRST_TURN + 4 * WEEK_MS

  beforeAll(async () => {
    for (const night of [0, 0, 1, 1, 2, 3, 4, 5, 6].entries()) {
      const [index, day] = night
      const at = heavy + day * DAY_MS + (18 + (index % 2)) * HOUR_MS
      const acknowledgedAt = at + MINUTE_MS
      const resolvedAt = acknowledgedAt + 20 * MINUTE_MS
      await seedPage(pool, { userId: idOf('ben'), at, acknowledgedAt, resolvedAt })
    }
  })

  test('weighs a shift with nine night pages above quiet ones, and says so', async () => {
    const answer = await here.call(getScheduleLoad, { params: { schedule }, query: PAST })
    expect(answer.shifts).toHaveLength(9)
    expect(answer.shiftsLeftOut).toBe(0)
    const [heaviest, ...quiet] = answer.shifts
    expect(heaviest).toMatchObject({
      user: { name: 'ben' },
      startsAt: formatInstant(heavy),
      isHeavy: true,
      nightPages: 9,
      work: { pages: 9, engagedMinutes: 180 },
    })
    expect(heaviest?.sentence).toMatch(
      /^Ben’s shift from Mon 2025-12-01 09:00 weighed (\d+) hours instead of (\d+): 9 pages, all in sleep hours, 3 h 00 min engaged\. The 8 quieter shifts as long as this weighed \2 on average\.$/,
    )
    for (const one of quiet) {
      expect(one.isHeavy).toBe(false)
      expect(one.actualWeightedHours).toBe(one.predictedWeightedHours)
      expect(one.actualWeightedHours).toBeLessThan(heaviest?.actualWeightedHours ?? 0)
    }
  })

  test('says by which weights, and they give the figures', async () => {
    const { shifts, formula } = await here.call(getScheduleLoad, {
      params: { schedule },
      query: PAST,
    })
    for (const { work, predictedWeightedHours, actualWeightedHours } of shifts) {
      let cost = 0
      for (const hour of HOUR_CLASSES) {
        const { interruptions, engagedMinutes } = work.byHour[hour]
        cost += interruptions * (formula.interruptionWeights[hour] ?? 0)
        cost += (engagedMinutes / 60) * (formula.hourWeights[hour] ?? 0)
      }
      expect(actualWeightedHours - predictedWeightedHours).toBeCloseTo(cost, 0)
    }
  })

  test('is handed to the next plan: the heavy shift, and more for whoever had it', async () => {
    const { id } = [...here.context.directory.current().schedules.values()]
      .map((entry) => entry.schedule)
      .find(({ name }) => name === schedule) ?? { id: '' }
    const span = { startsAt: FIRST_TURN, endsAt: FIRST_TURN + 9 * WEEK_MS }
    const carried = await carriedLoad(here.context, id, span)
    const [ana, ben] = [carried.get(idOf('ana')), carried.get(idOf('ben'))]
    expect(ana?.heavyShifts).toEqual([])
    expect(ben?.heavyShifts).toEqual([
      expect.objectContaining({
        startsAt: heavy,
        endsAt: heavy + WEEK_MS,
        pages: 9,
        nightPages: 9,
      }),
    ])
    expect(ben?.weightedHours).toBeGreaterThan((ana?.weightedHours ?? 0) + 50)
    const { people } = await here.call(getScheduleLoad, { params: { schedule }, query: PAST })
    const named = people.find(({ user }) => user.name === 'ben')
    expect(named?.carriedWeightedHours).toBeCloseTo(ben?.weightedHours ?? 0, 0)
    expect(
      (await carriedLoad(here.context, id, { startsAt: NOW, endsAt: NOW + DAY_MS })).size,
    ).toBe(0)
  })

  test('leaves the odd turn of the next ones to somebody else, and says why', async () => {
    const { turns, people, reasons } = await here.call(planPeriod, {
      params: { schedule },
      body: { turns: 10, people: ['ana', 'ben', 'chen'] },
    })
    const turnsOf = (name: string) => turns.filter(({ user }) => user?.name === name).length
    expect(turnsOf('ana') + turnsOf('ben') + turnsOf('chen')).toBe(10)
    // Ana has had a turn more so far.
    expect([turnsOf('ana'), turnsOf('ben'), turnsOf('chen')]).toEqual([3, 3, 4])
    const carriedBy = (name: string) =>
      people.find(({ user }) => user.name === name)?.carriedWeightedHours ?? 0
    expect(carriedBy('ben')).toBeGreaterThan(carriedBy('chen') + 50)
    expect(reasons.join(' ')).toContain('had 9 pages at night')
  })

  test('never lists more shifts than it says', async () => {
    const hourly = await addTurns('hourly', 'hour', ['ana', 'ben'])
    const query = { from: formatInstant(NOW - 10 * DAY_MS) }
    const answer = await here.call(getScheduleLoad, { params: { schedule: hourly }, query })
    expect(answer.shifts).toHaveLength(LOAD_SHIFTS_MAX)
    expect(answer.shiftsLeftOut).toBeGreaterThanOrEqual(10 * 24 - LOAD_SHIFTS_MAX)
  })
})

describe('the load of a team', () => {
  test('has everybody by name, with sums that add up', async () => {
    const team = await here.call(getTeamLoad, { params: { team: 'payments' }, query: PAST })
    expect(team.people.map(({ user }) => user.name)).toEqual(['ana', 'ben', 'chen', 'dia'])
    expect(team.schedules.map(({ name }) => name)).toContain(schedule)
    for (const { work, scheduled, unscheduled } of team.people) {
      for (const count of ['pages', 'interruptions'] as const) {
        const byHour = HOUR_CLASSES.reduce((sum, hour) => sum + work.byHour[hour][count], 0)
        expect(byHour).toBe(work[count])
        expect(scheduled[count] + unscheduled[count]).toBe(work[count])
      }
    }
    const ben = team.people.find(({ user }) => user.name === 'ben')
    expect(ben?.scheduled.pages).toBe(9)
  })

  test('is read by the whole team and by managers, and by nobody else', async () => {
    const params = { team: 'payments' }
    const query = {}
    for (const name of ['ana', 'dia', 'max'] as const) {
      await here.as[name](getTeamLoad, { params, query })
      await here.as[name](getUserLoad, { params: { user: 'ben' }, query })
      await here.as[name](getScheduleLoad, { params: { schedule }, query })
    }
    const { otto } = here.as
    const refused = [
      () => otto(getTeamLoad, { params, query }),
      () => otto(getUserLoad, { params: { user: 'ben' }, query }),
      () => otto(getScheduleLoad, { params: { schedule }, query }),
    ]
    for (const call of refused) expect((await problemOf(call())).code).toBe('not-allowed')
    const own = await otto(getUserLoad, { params: { user: 'me' }, query })
    expect(own.user.name).toBe('otto')
  })
})

describe('the span', () => {
  test('is the last 90 days unless said otherwise, and ends now at the latest', async () => {
    const last = await loadOf('ana', {})
    expect(last).toMatchObject({
      from: formatInstant(NOW - 90 * DAY_MS),
      until: formatInstant(NOW),
    })
    const ahead = await loadOf('ana', { until: formatInstant(NOW + DAY_MS) })
    expect(ahead.until).toBe(formatInstant(NOW))
  })

  test.each([
    [{ from: formatInstant(NOW + 1) }, 'from'],
    [{ from: formatInstant(NOW - (LOAD_DAYS_MAX + 1) * DAY_MS) }, 'until'],
  ])('%j is refused', async (query, field) => {
    const problem = await problemOf(loadOf('ana', query))
    expect(problem).toMatchObject({ code: 'invalid-request', fields: [{ field }] })
  })
})
