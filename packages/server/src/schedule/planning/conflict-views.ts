// The demands that cannot be met together, each with where to look and what could be changed.

import type { PlanConflictView } from '@evenwatch/api'
import type { PlanConflict } from '@evenwatch/core'
import type { PersonRef } from '../override-views.ts'
import { type AnsweredPlan, spanView } from './answered-plan.ts'

type RefOf = (id: string) => PersonRef

export function conflictViews(
  answered: AnsweredPlan,
  conflicts: readonly PlanConflict[],
  refOf: RefOf,
): PlanConflictView[] {
  return conflicts.map((conflict) => ({ ...NOTHING, ...viewOf(answered, conflict, refOf) }))
}

const NOTHING = { user: null, span: null, area: null, schedule: null, team: null } as const

type Own = Pick<PlanConflictView, 'kind' | 'sentence' | 'remedy'> & Partial<PlanConflictView>

function viewOf(
  { definition, directory, inputs, question }: AnsweredPlan,
  conflict: PlanConflict,
  refOf: RefOf,
): Own {
  const { kind, sentence } = conflict
  const team = directory.teams.get(definition.document.teamId ?? '')?.name ?? null
  switch (conflict.kind) {
    case 'slot': {
      const remedy = 'Let somebody else take turns, too, or plan a period without this turn.'
      return { kind, sentence, span: spanView(conflict), remedy }
    }
    case 'absence': {
      const user = refOf(conflict.userId)
      const remedy = `Ask ${user.displayName} whether the absence can move.`
      return { kind, sentence, user, span: spanView(conflict), remedy }
    }
    case 'booked': {
      const user = refOf(conflict.userId)
      const booking = inputs.bookings.find(
        (one) =>
          one.userId === conflict.userId &&
          one.startsAt < conflict.endsAt &&
          one.endsAt > conflict.startsAt,
      )
      const schedule = booking?.schedule ?? null
      const remedy = `Give ${user.displayName}’s shift${schedule ? ` in ${schedule}` : ''} to somebody else.`
      return { kind, sentence, user, span: spanView(conflict), schedule, remedy }
    }
    case 'held': {
      const user = refOf(conflict.userId)
      const schedule = definition.name
      const remedy = `Give ${user.displayName}’s other shift in this schedule to somebody else.`
      return { kind, sentence, user, span: spanView(conflict), schedule, remedy }
    }
    case 'shifts-max': {
      const user = refOf(conflict.userId)
      const remedy = `Allow ${user.displayName} more than ${conflict.shiftsMax} turns.`
      return { kind, sentence, user, remedy }
    }
    case 'area': {
      const remedy = `Let more people learn ${conflict.area}, or take it off the schedule’s areas.`
      return { kind, sentence, area: conflict.area, remedy }
    }
    case 'rest': {
      const remedy = `Agree on less than ${question.limits.restHours} hours of rest for this period.`
      return { kind, sentence, team, remedy }
    }
    case 'weeks-in-a-row': {
      const remedy = `Agree on more than ${question.limits.weeksInARowMax} weeks in a row for this period.`
      return { kind, sentence, team, remedy }
    }
  }
}
