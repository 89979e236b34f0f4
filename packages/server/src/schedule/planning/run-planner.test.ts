import type { PeriodPlan, PlanPeriodInput } from '@evenwatch/core'
import { DEFAULT_TEAM_LIMITS } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { createRunPlanner } from './run-planner.ts'

const inputOf = (seed: number): PlanPeriodInput => ({
  timeZone: 'Europe/Vienna',
  slots: [],
  people: [],
  absences: [],
  holidays: [],
  limits: DEFAULT_TEAM_LIMITS,
  bookedOf: new Map(),
  areas: [],
  depths: new Map(),
  carriedOf: new Map(),
  seed,
})
const planOf = (seed: number): PeriodPlan => ({
  kind: 'complete',
  holders: [],
  people: [],
  reasons: [`${seed}`],
  reasonsOf: [],
})

test('plans are made one after the other; beyond eight that wait, they are refused', async () => {
  const begun: number[] = []
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const run = createRunPlanner(async ({ seed }) => {
    begun.push(seed)
    await gate
    return planOf(seed)
  })
  const asked = Array.from({ length: 10 }, (_, seed) => run(inputOf(seed)))
  expect(await asked[9]).toMatchObject({ refused: 'overloaded' })
  expect(begun).toEqual([0])
  release()
  expect(await Promise.all(asked.slice(0, 9))).toEqual(
    Array.from({ length: 9 }, (_, seed) => planOf(seed)),
  )
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
})

test('a planner that breaks does not hold up the next plan', async () => {
  const run = createRunPlanner(async ({ seed }) => {
    if (seed === 0) throw new RangeError('broken')
    return planOf(seed)
  })
  const first = run(inputOf(0))
  const second = run(inputOf(1))
  await expect(first).rejects.toThrow('broken')
  expect(await second).toEqual(planOf(1))
})
