import { type PeriodPlan, type PlanPeriodInput, planPeriod } from '@evenwatch/core'

export async function runPlanner(input: PlanPeriodInput): Promise<PeriodPlan> {
  return planPeriod(input)
}
