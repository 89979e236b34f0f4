// A plan is judged by the quality report of the schedule it becomes.

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DAY_MS, WEEK_MS } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import { assessSchedule } from '../quality/assess-schedule.ts'
import { spansByPerson } from '../quality/people-line.ts'
import type { QualityCode } from '../quality/quality-finding.ts'
import { makePeople, makeInput as makeQuality } from '../quality/testing/quality-input.ts'
import { every, makeLayer, makeSchedule, people } from '../testing/make-schedule.ts'
import { planPeriod } from './plan-period.ts'
import { daily, depths, FIRST, makeInput, weekly } from './testing/plan-cases.ts'

const IDS = ['ana', 'ben', 'chen', 'dia', 'eli'] as const
const NEVER: readonly QualityCode[] = [
  'gap',
  'absent-on-call',
  'double-duty',
  'short-rest',
  'weeks-in-a-row',
  'area-not-covered',
]

const cases = fc.record({
  unit: fc.constantFrom('week' as const, 'day' as const),
  absences: fc.array(
    fc
      .tuple(
        fc.constantFrom(...IDS),
        fc.integer({ min: -3, max: 84 }),
        fc.integer({ min: 1, max: 9 }),
      )
      .map(([userId, day, length]) => ({
        userId,
        startsAt: FIRST + day * DAY_MS,
        endsAt: FIRST + (day + length) * DAY_MS,
      })),
    { maxLength: 5 },
  ),
  /** Who takes turns of two days on another schedule, two weeks apart for each. */
  elsewhere: fc.constantFrom(null, ['ana', 'ben'] as const),
  restHours: fc.constantFrom(0, 11, 36),
  seed: fc.nat(),
})

it('a complete plan that becomes a schedule has nothing in its report that it was to avoid', () => {
  let judged = 0
  fc.assert(
    fc.property(cases, ({ unit, absences, elsewhere, restHours, seed }) => {
      const slots = unit === 'week' ? weekly(12) : daily(42)
      const span = { startsAt: FIRST, endsAt: slots.at(-1)?.spans[0]?.endsAt ?? FIRST }
      const other = compileSchedule(
        makeSchedule([
          makeLayer({
            members: elsewhere ? people(...elsewhere.flatMap((one) => [one, null])) : people(null),
            turn: every(2, 'day', { count: 'elapsed' }),
          }),
        ]),
        new Map(),
      )
      const known = depths({
        ana: { database: 'owner' },
        ben: { database: 'alone' },
        chen: { database: 'owner' },
        dia: { database: 'alone' },
      })
      const persons = makePeople(...IDS)
      const limits = { restHours, weeksInARowMax: 2 }
      const around = { startsAt: span.startsAt - WEEK_MS, endsAt: span.endsAt + WEEK_MS }
      const shared = { absences, limits, areas: ['database'], depths: known }
      const plan = planPeriod(
        makeInput({
          ...shared,
          slots,
          seed,
          people: [...persons.values()],
          bookedOf: elsewhere ? spansByPerson([other], around) : new Map(),
        }),
      )
      fc.pre(plan.kind === 'complete')
      judged += 1
      const members = people(...plan.holders)
      const schedule = makeSchedule([makeLayer({ members, turn: every(1, unit) })])
      const quality = assessSchedule(
        makeQuality(schedule, {
          ...shared,
          span,
          people: persons,
          others: elsewhere ? [{ displayName: 'Other', plan: other }] : [],
        }),
      )
      expect(quality.findings.filter(({ code }) => NEVER.includes(code))).toEqual([])
      for (const { userId, weightedHours, nights, weekends } of plan.people) {
        const load = quality.load.people.find((one) => one.userId === userId)
        if (load) expect(load).toMatchObject({ weightedHours, nights, weekends })
      }
    }),
    { numRuns: 20 },
  )
  expect(judged).toBeGreaterThan(5)
})
