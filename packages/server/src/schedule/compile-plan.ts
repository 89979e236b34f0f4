// A schedule's plan as everybody sees it: with its overrides, its teams' people, and without those
// who left.

import type { ScheduleDocument } from '@evenwatch/api'
import {
  compileSchedule,
  type Override,
  type Schedule,
  type SchedulePlan,
  type TeamMembers,
  teamMembersWithout,
  withoutPeople,
} from '@evenwatch/core'

export type PlanParts = {
  readonly id: string
  readonly name: string
  readonly document: ScheduleDocument
  readonly overrides: readonly Override[]
  readonly teamMembers: TeamMembers
  isActive(userId: string): boolean
}

export function scheduleOf({ id, name, document, overrides }: PlanParts): Schedule {
  const { teamId, timeZone, stages, layers } = document
  return { id, name, teamId, timeZone, stages, layers, overrides }
}

export function compilePlan(parts: PlanParts): SchedulePlan {
  const { isActive, teamMembers } = parts
  const schedule = withoutPeople(scheduleOf(parts), isActive)
  return compileSchedule(schedule, teamMembersWithout(teamMembers, isActive))
}
