import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, WEEK_MS } from '../../platform/time.ts'
import { compileSchedule } from '../../schedule/compile-schedule.ts'
import {
  makeLayer,
  makeSchedule,
  people,
  planOf,
  utc,
} from '../../schedule/testing/make-schedule.ts'
import { describeShiftLoad } from './describe-shift-load.ts'
import { personLoad } from './person-load.ts'
import { carriedLoads, peopleOfShifts, shiftLoads } from './shift-loads.ts'
import { engagedFrom, makeFacts, pageAt } from './testing/make-facts.ts'

/** A Monday at 09:00 in Vienna, when weekly turns begin. */
const MONDAY = utc('2026-01-12T08:00Z')
const SPAN = { startsAt: MONDAY, endsAt: MONDAY + 4 * WEEK_MS }
const plan = planOf({ members: people('ana', 'ben') })
/** 03:00 in Vienna, on nine nights and days of Ben's first week. */
const NIGHTS = [0, 0, 1, 1, 2, 3, 4, 5, 6].map(
  (day, i) => MONDAY + WEEK_MS + day * DAY_MS + 18 * HOUR_MS + (i % 2) * HOUR_MS,
)

function factsWith(nights: readonly number[]) {
  const pages = nights.map((at) => pageAt(at, { userId: 'ana' }))
  return new Map([
    ['ana', makeFacts({ pages, engaged: nights.map((at) => engagedFrom(at, 20)) })],
    ['ben', makeFacts({ userId: 'ben' })],
  ])
}

describe('a shift', () => {
  test('with nine night pages weighs above quiet ones, and a sentence says so', () => {
    const shifts = shiftLoads(plan, SPAN, factsWith(NIGHTS))
    expect(shifts).toHaveLength(4)
    const [heaviest, ...quiet] = shifts
    if (!heaviest) throw new TypeError('the list has four')
    expect(heaviest).toMatchObject({ userId: 'ana', isHeavy: true, isWhole: true })
    expect(heaviest.work.byHour.sleep.pages).toBe(9)
    for (const one of quiet) {
      expect(one.isHeavy).toBe(false)
      expect(one.actualWeightedHours).toBe(one.predictedWeightedHours)
      expect(one.actualWeightedHours).toBeLessThan(heaviest.actualWeightedHours)
    }
    const said = describeShiftLoad(heaviest, shifts, {
      displayName: 'Ana',
      timeZone: 'Europe/Vienna',
    })
    expect(said).toMatch(
      /^Ana’s shift from Mon 2026-01-19 09:00 weighed \d+ hours instead of \d+: 9 pages, all in sleep hours, 3 h 00 min engaged\. The 3 quieter shifts as long as this weighed \d+ on average\.$/,
    )
  })

  test('is compared only when it is whole, and only with lighter ones', () => {
    const shifts = shiftLoads(plan, SPAN, factsWith(NIGHTS))
    const [heaviest, ...quiet] = shifts
    if (!heaviest) throw new TypeError('the list has four')
    const say = (one: typeof heaviest, others: typeof quiet) =>
      describeShiftLoad(one, [one, ...others], { displayName: 'Ana', timeZone: 'Europe/Vienna' })
    expect(say(heaviest, quiet)).toContain('quieter shifts')
    expect(say({ ...heaviest, isWhole: false }, quiet)).not.toContain('quieter shifts')
    const asHeavy = quiet.map((one) => ({
      ...one,
      actualWeightedHours: heaviest.actualWeightedHours,
    }))
    expect(say(heaviest, asHeavy)).not.toContain('quieter shifts')
  })

  test('that was quiet weighs what was predicted, and says so', () => {
    const shifts = shiftLoads(plan, SPAN, factsWith([]))
    const [shift] = shifts
    if (!shift) throw new TypeError('the list has four')
    const said = describeShiftLoad(shift, shifts, { displayName: 'Ana', timeZone: 'Europe/Vienna' })
    expect(said).toContain('was quiet')
  })

  test('counts as far as it lies within the span: two halves are the whole', () => {
    const facts = factsWith(NIGHTS)
    const middle = MONDAY + 10 * DAY_MS
    const weight = (span: { startsAt: number; endsAt: number }) =>
      shiftLoads(plan, span, facts).reduce((sum, one) => sum + one.actualWeightedHours, 0)
    const halves = weight({ ...SPAN, endsAt: middle }) + weight({ ...SPAN, startsAt: middle })
    expect(halves).toBeCloseTo(weight(SPAN), 6)
    const [cut] = shiftLoads(plan, { startsAt: MONDAY, endsAt: MONDAY + DAY_MS }, facts)
    expect(cut).toMatchObject({ isWhole: false, endsAt: MONDAY + WEEK_MS })
  })

  test('of a shadow is no shift here', () => {
    const layers = [
      makeLayer({ members: people('ana') }),
      makeLayer({ members: people('ben') }, { name: 'beside', role: 'shadow' }),
    ]
    const both = compileSchedule(makeSchedule(layers), new Map())
    expect(peopleOfShifts(both, SPAN)).toEqual(['ana'])
  })
})

test('what a person carries is their shifts as they were, and what called them in besides', () => {
  const facts = factsWith(NIGHTS)
  const shifts = shiftLoads(plan, SPAN, facts)
  const unscheduled = new Map(
    [...facts].map(([userId, own]) => [userId, personLoad(own, SPAN).unscheduled]),
  )
  const carried = carriedLoads(shifts, unscheduled)
  const ana = carried.get('ana')
  const own = shifts.filter(({ userId }) => userId === 'ana')
  expect(ana?.heavyShifts).toEqual([
    expect.objectContaining({ startsAt: MONDAY + WEEK_MS, pages: 9, nightPages: 9 }),
  ])
  // No duty was given with the facts, so every page counts as unscheduled as well.
  const cost = unscheduled.get('ana')?.weightedHours ?? 0
  expect(ana?.weightedHours).toBeCloseTo(
    own.reduce((sum, one) => sum + one.actualWeightedHours, 0) + cost,
    6,
  )
  expect(carried.get('ben')?.heavyShifts).toEqual([])
})
