// Policies that reach nobody at some moment of the next days, policies that call each other in a
// circle, and services that no policy answers for.

import { peopleOfStep } from '../../paging/people-of-step.ts'
import { type EscalationPolicy, POLICY_LIMITS } from '../../paging/policy.ts'
import { callsOfSteps, type PolicyGraph } from '../../paging/policy-graph.ts'
import { DAY_MS, formatInstant, type Instant } from '../../platform/time.ts'
import { finalTimeline } from '../../schedule/final-timeline.ts'
import type { Directory } from '../directory.ts'
import { DIAGNOSIS_DAYS, type Finding, orAllWell } from './finding.ts'

/** Moments looked at for one policy: handoffs and gaps of all its schedules. */
export const MOMENTS_PER_POLICY_MAX = 2_000

export function diagnosePolicies(directory: Directory, now: Instant): Finding[] {
  const policies = [...directory.policies.values()]
  return [
    ...orAllWell(
      policies.flatMap((policy) => reachesNobody(directory, policy, now)),
      'policies-reach-people',
      `Every policy reaches somebody at every moment of the next ${DIAGNOSIS_DAYS} days.`,
    ),
    ...orAllWell(
      policies.flatMap((policy) => loops(directory, policy, now)),
      'policies-end',
      'No policy calls itself.',
    ),
    ...orAllWell(withoutPolicy(directory), 'services-paged', 'Every service has a policy.'),
  ]
}

function reachesNobody(directory: Directory, policy: EscalationPolicy, now: Instant): Finding[] {
  const empty = momentsOf(directory, policy, now).find((at) => !reaches(directory, policy, at, 0))
  if (empty === undefined) return []
  const when = empty === now ? 'now' : `at ${formatInstant(empty)}`
  return [
    {
      code: 'policy-reaches-nobody',
      level: empty === now ? 'critical' : 'warning',
      subject: policy.name,
      finding: `The policy reaches nobody ${when}; pages then go to the last resort.`,
      remedy: 'Close the gaps of its schedules, or add a step that names a person.',
    },
  ]
}

/** Who is on call changes only at these moments. */
function momentsOf(
  directory: Directory,
  policy: EscalationPolicy,
  now: Instant,
): readonly Instant[] {
  const span = { startsAt: now, endsAt: now + DIAGNOSIS_DAYS * DAY_MS }
  const moments = new Set([now])
  for (const one of policiesCalledBy(directory, policy, now)) {
    for (const target of one.steps.flatMap((step) => step.notify)) {
      const plan = target.kind === 'schedule' ? directory.schedules.get(target.id)?.plan : undefined
      if (!plan) continue
      for (const { startsAt } of finalTimeline(plan, span)) moments.add(startsAt)
    }
  }
  return [...moments].sort((a, b) => a - b).slice(0, MOMENTS_PER_POLICY_MAX)
}

function reaches(
  directory: Directory,
  policy: EscalationPolicy,
  at: Instant,
  depth: number,
): boolean {
  if (depth >= POLICY_LIMITS.nestingDepth) return false
  return policy.steps.some((step) => {
    const people = peopleOfStep(directory, step, 'high', at, { turnsTaken: 0, random: 0 })
    if (people.userIds.length > 0) return true
    return people.policyIds.some((policyId) => {
      const nested = directory.policies.get(policyId)
      return nested !== undefined && reaches(directory, nested, at, depth + 1)
    })
  })
}

/** The policy and all that it calls, directly or not, each once. */
function policiesCalledBy(
  directory: Directory,
  policy: EscalationPolicy,
  now: Instant,
): Set<EscalationPolicy> {
  const graph = graphOf(directory, now)
  const found = new Set([policy])
  // A set that grows while it is walked is walked to its end.
  for (const one of found) {
    for (const { policyId } of callsOfSteps(one.steps, graph)) {
      const called = directory.policies.get(policyId)
      if (called) found.add(called)
    }
  }
  return found
}

/** The directory as the check at saving sees it. */
function graphOf({ policies, schedules }: Directory, now: Instant): PolicyGraph {
  const called = [...schedules].map(([id, { schedule }]) => [id, schedule] as const)
  return { policies, schedules: new Map(called), now }
}

function loops(directory: Directory, policy: EscalationPolicy, now: Instant): Finding[] {
  const graph = graphOf(directory, now)
  const callsItself = [...policiesCalledBy(directory, policy, now)].some((one) =>
    callsOfSteps(one.steps, graph).some(({ policyId }) => policyId === policy.id),
  )
  if (!callsItself) return []
  return [
    {
      code: 'policy-loop',
      level: 'warning',
      subject: policy.name,
      finding: `The policy calls itself, directly, through others or through a slot of a schedule; it is cut at ${POLICY_LIMITS.nestingDepth} levels.`,
      remedy: 'Take the call out of one of them or out of the rotation, or use repeat.',
    },
  ]
}

function withoutPolicy(directory: Directory): Finding[] {
  return [...directory.services.values()]
    .filter(
      (service) => !service.policyRoutes.every(({ policyId }) => directory.policies.has(policyId)),
    )
    .map((service) => ({
      code: 'service-without-policy',
      level: 'critical',
      subject: service.name,
      finding: 'The service names an escalation policy that does not exist.',
      remedy: 'Choose a policy for it.',
    }))
}
