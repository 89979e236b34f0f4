// The shifts of one person that meet a span, each with its true start and end.

import type { Span } from '../platform/time.ts'
import type { SchedulePlan } from './compile-schedule.ts'
import { peopleOfMember } from './people-of-member.ts'
import { type Shift, shiftsBetween } from './shifts-between.ts'

/** Of the plan's role. Schedules that never name the person cost next to nothing. */
export function shiftsOfPerson(plan: SchedulePlan, userId: string, span: Span): Shift[] {
  if (!mayHold(plan, userId)) return []
  return shiftsBetween(plan, span).filter(({ userIds }) => userIds.includes(userId))
}

function mayHold({ schedule, teamMembers }: SchedulePlan, userId: string): boolean {
  return (
    schedule.overrides.some(
      (one) => one.addUserId === userId || one.userIds?.includes(userId) === true,
    ) ||
    schedule.layers.some(({ versions }) =>
      versions.some(({ members }) =>
        members.some((member) => peopleOfMember(member, teamMembers).includes(userId)),
      ),
    )
  )
}
