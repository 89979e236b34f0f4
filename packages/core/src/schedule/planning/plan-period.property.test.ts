import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makePerson } from '../quality/testing/quality-input.ts'
import { planPeriod } from './plan-period.ts'
import { planInputs } from './testing/arbitrary-plan.ts'
import { allDemands, faultsOf, isSolvable } from './testing/check-plan.ts'

const small = planInputs({ people: 4, slots: 6 })
const larger = planInputs({ people: 8, slots: 24 })
/** Short turns and long rest: most of what two or three people can do is forbidden. */
const tight = { people: 3, hours: [8, 12, 24, 84], restHours: [11, 20, 30, 48] }
const smallOrTight = fc.oneof(
  small,
  planInputs({ ...tight, slots: 9 }),
  planInputs({ people: 3, slots: 9, hours: [40, 48, 60], restHours: [0, 11, 50] }),
)
const largerOrTight = fc.oneof(larger, planInputs({ ...tight, slots: 24 }))

it('a complete plan breaks no demand, and an attempt only leaves turns open', () => {
  fc.assert(
    fc.property(largerOrTight, (input) => {
      const plan = planPeriod(input)
      const holders = plan.kind === 'complete' ? plan.holders : plan.bestHolders
      const broken = faultsOf(input, allDemands(input), holders)
      const isAllowed = plan.kind === 'complete' ? [] : broken.filter(({ kind }) => kind === 'slot')
      expect(broken).toEqual(isAllowed)
    }),
    { numRuns: 60 },
  )
})

it('brute force finds a plan of a small period exactly when the planner does', () => {
  fc.assert(
    fc.property(smallOrTight, (input) => {
      const plan = planPeriod(input)
      expect(plan.kind).toBe(isSolvable(input, allDemands(input)) ? 'complete' : 'impossible')
    }),
    { numRuns: 200 },
  )
})

it('the demands of a conflict contradict each other, and without any one of them they do not', () => {
  fc.assert(
    fc.property(smallOrTight, (input) => {
      const plan = planPeriod(input)
      fc.pre(plan.kind === 'impossible')
      for (const { isMinimal, conflicts } of [plan, ...plan.further]) {
        expect(isMinimal).toBe(true)
        expect(isSolvable(input, conflicts)).toBe(false)
        for (const one of conflicts) {
          const others = conflicts.filter((other) => other !== one)
          expect([one.sentence, isSolvable(input, others)]).toEqual([one.sentence, true])
        }
      }
    }),
    { numRuns: 150 },
  )
})

it('the same seed gives the same plan, in whatever order people and absences are given', () => {
  fc.assert(
    fc.property(larger, (input) => {
      const turned = {
        ...input,
        people: [...input.people].reverse(),
        absences: [...input.absences].reverse(),
        bookedOf: new Map([...input.bookedOf].reverse()),
        shiftsMaxOf: new Map([...(input.shiftsMaxOf ?? [])].reverse()),
      }
      expect(planPeriod(turned)).toEqual(planPeriod(input))
    }),
    { numRuns: 20 },
  )
})

it('somebody who is not active is given nothing', () => {
  fc.assert(
    fc.property(small, (input) => {
      const left = makePerson('ana', { isActive: false })
      const plan = planPeriod({ ...input, people: [left, ...input.people.slice(1)] })
      const holders = plan.kind === 'complete' ? plan.holders : plan.bestHolders
      expect(holders).not.toContain('ana')
    }),
  )
})
