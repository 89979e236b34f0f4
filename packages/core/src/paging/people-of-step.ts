// Whom a step of a policy reaches at an instant: schedules answer by their plan, teams by their
// members, and of all these only people count whom their own contact methods can reach.
//
// A schedule whose slot is another policy calls that policy, just as a step that names it does. A
// policy is called whole in every mode: `roundRobin` and `random` choose among the people, and
// `next` and `previous` take the policy when it holds that turn.

import type { Urgency } from '../alert/event.ts'
import type { Directory } from '../catalog/directory.ts'
import type { Instant } from '../platform/time.ts'
import { nextMemberInRotation, previousMemberInRotation } from '../schedule/member-in-rotation.ts'
import { nextOnCall } from '../schedule/next-on-call.ts'
import { onCallAt } from '../schedule/on-call-at.ts'
import { NO_POLICIES, NOBODY_ON_CALL, type OnCall } from '../schedule/schedule.ts'
import type { StepPeople } from './escalation-world.ts'
import { isReachable } from './plan-deliveries.ts'
import type { EscalationPolicy, EscalationStep, Target } from './policy.ts'

export type StepChance = {
  /** Turns already taken at this step, for mode roundRobin. */
  readonly turnsTaken: number
  /** In [0, 1), for mode random. */
  readonly random: number
}

export function peopleOfStep(
  directory: Directory,
  step: EscalationStep,
  urgency: Urgency,
  now: Instant,
  chance: StepChance,
): StepPeople {
  const named = new Set<string>()
  const called = new Set<string>()
  for (const target of step.notify) {
    const reach = reachOfTarget(directory, target, step, now)
    for (const userId of reach.userIds) named.add(userId)
    for (const policyId of reach.policyIds) called.add(policyId)
  }
  const userIds = [...named].filter((userId) => isPageable(directory, userId, urgency))
  const policyIds = [...called].filter((policyId) => directory.policies.has(policyId))
  const chosen = chooseOne(step, userIds, chance)
  return { userIds: chosen, policyIds, takesTurn: step.mode === 'roundRobin' && chosen.length > 0 }
}

export type TargetReach = Pick<OnCall, 'userIds' | 'policyIds'>

/** Everybody whom one target of a step names, reachable or not, and the policies it calls. */
export function reachOfTarget(
  directory: Directory,
  target: Target,
  step: EscalationStep,
  now: Instant,
): TargetReach {
  switch (target.kind) {
    case 'user':
      return { userIds: [target.id], policyIds: NO_POLICIES }
    case 'team': {
      const team = directory.teams.get(target.id)
      const userIds = team ? [...team.leadIds, ...team.memberIds] : []
      return { userIds, policyIds: NO_POLICIES }
    }
    case 'schedule': {
      const plan = directory.schedules.get(target.id)?.plan.ofRole(target.role ?? 'primary')
      if (!plan) return NOBODY_ON_CALL
      if (step.mode === 'next') return nextMemberInRotation(plan, now) ?? NOBODY_ON_CALL
      if (step.mode === 'previous') return previousMemberInRotation(plan, now) ?? NOBODY_ON_CALL
      return onCallAt(plan, now)
    }
    case 'policy':
      return { userIds: [], policyIds: [target.id] }
  }
}

function chooseOne(
  step: EscalationStep,
  userIds: readonly string[],
  chance: StepChance,
): readonly string[] {
  if (userIds.length === 0) return []
  if (step.mode === 'roundRobin')
    return userIds.slice(chance.turnsTaken % userIds.length).slice(0, 1)
  if (step.mode === 'random')
    return userIds.slice(Math.floor(chance.random * userIds.length)).slice(0, 1)
  return userIds
}

export function isPageable(directory: Directory, userId: string, urgency: Urgency): boolean {
  const person = directory.people.get(userId)
  return person !== undefined && isReachable(person, urgency)
}

/** The team's reachable leads; when there is none, the reachable administrators (rule 10). */
export function lastResortOf(
  directory: Directory,
  policy: EscalationPolicy,
  urgency: Urgency,
): readonly string[] {
  const team = policy.teamId === null ? undefined : directory.teams.get(policy.teamId)
  const leads = (team?.leadIds ?? []).filter((userId) => isPageable(directory, userId, urgency))
  if (leads.length > 0) return leads
  return directory.administratorIds.filter((userId) => isPageable(directory, userId, urgency))
}

/** The first instant after `now` at which a schedule of the policy gets somebody on call, a policy included. */
export function nextCoverOf(
  directory: Directory,
  policy: EscalationPolicy,
  now: Instant,
): Instant | null {
  const starts: Instant[] = []
  for (const target of policy.steps.flatMap((step) => step.notify)) {
    if (target.kind !== 'schedule') continue
    const plan = directory.schedules.get(target.id)?.plan.ofRole(target.role ?? 'primary')
    const next = plan ? nextOnCall(plan, now) : null
    if (next && next.startsAt > now) starts.push(next.startsAt)
  }
  return starts.length > 0 ? Math.min(...starts) : null
}
