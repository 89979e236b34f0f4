// A question about a period with everything that its answer is written from.

import type { PeriodPlanView, ScheduleDocument } from '@evenwatch/api'
import {
  type Directory,
  formatInstant,
  type Period,
  type PeriodPlan,
  type Span,
} from '@evenwatch/core'
import type { Definition } from '../../platform/definitions/definition.ts'
import type { PlanningInputs } from './planning-inputs.ts'
import type { PlanQuestion } from './read-plan-question.ts'

export type AnsweredPlan = {
  readonly definition: Definition<ScheduleDocument>
  readonly directory: Directory
  readonly question: PlanQuestion
  readonly period: Period
  readonly inputs: PlanningInputs
  readonly plan: PeriodPlan
  readonly draft: PeriodPlanView['draft']
}

export const spanView = ({ startsAt, endsAt }: Span) => ({
  startsAt: formatInstant(startsAt),
  endsAt: formatInstant(endsAt),
})
