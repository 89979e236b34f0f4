import type { PeriodPlan, PlanPeriodInput } from './period-plan.ts'

export function planPeriod(input: PlanPeriodInput): PeriodPlan {
  return {
    kind: 'undecided',
    bestHolders: input.slots.map(() => null),
    openSlots: input.slots.map(({ index }) => index),
  }
}
