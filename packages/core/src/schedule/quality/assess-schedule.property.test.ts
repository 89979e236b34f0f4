import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MINUTE_MS } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import { finalTimeline } from '../final-timeline.ts'
import { gapsBetween } from '../gaps-between.ts'
import { caseOfSchedule } from '../testing/arbitrary-schedule.ts'
import { assessSchedule } from './assess-schedule.ts'
import { joinSpans, lengthMs } from './join-spans.ts'
import { pagedPlans } from './people-line.ts'
import { makeInput } from './testing/quality-input.ts'

const inputs = fc
  .tuple(caseOfSchedule, caseOfSchedule)
  .map(([{ schedule, teamMembers, span }, other]) =>
    makeInput(
      schedule,
      {
        span,
        others: [
          { displayName: 'Other', plan: compileSchedule(other.schedule, other.teamMembers) },
        ],
        areas: ['database'],
        depths: new Map([['ana', new Map([['database', 'alone' as const]])]]),
      },
      teamMembers,
    ),
  )

it('everybody’s hours by class add up to their time on call', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { load, span } = assessSchedule(input)
      const timelines = pagedPlans(input.plan).map((plan) => finalTimeline(plan, span))
      for (const { userId, totalMs, msByHour } of load.people) {
        expect(Object.values(msByHour).reduce((a, b) => a + b)).toBe(totalMs)
        const spans = timelines.flat().filter(({ userIds }) => userIds.includes(userId))
        expect(totalMs).toBe(lengthMs(joinSpans(spans)))
      }
    }),
  )
})

it('uncovered minutes are those of the gaps', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { uncoveredMinutes, span } = assessSchedule(input)
      const [main = input.plan] = pagedPlans(input.plan)
      const gaps = gapsBetween(main, span)
      expect(uncoveredMinutes).toBe(lengthMs(gaps) / MINUTE_MS)
    }),
  )
})

it('the order in which people are given does not matter', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const people = new Map([...input.people].reverse())
      const depths = new Map([...input.depths].reverse())
      expect(assessSchedule({ ...input, people, depths })).toEqual(assessSchedule(input))
    }),
  )
})

it('the score is the sum of its parts, within 0 and 100', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const { score, parts } = assessSchedule(input)
      const tenths = parts.reduce((sum, { points }) => sum + Math.round(points * 10), 0)
      expect(score).toBe(Math.floor(tenths / 10))
      for (const { points, pointsMax } of parts) {
        expect(points).toBeGreaterThanOrEqual(0)
        expect(points).toBeLessThanOrEqual(pointsMax)
      }
      expect(parts.reduce((sum, { pointsMax }) => sum + pointsMax, 0)).toBe(100)
    }),
  )
})
