// Why a step reaches whom it reaches: the reason of each person, the schedules that name nobody, and
// the people whom nothing reaches. It explains what `peopleOfStep` decides and decides nothing.

import type { Urgency } from '../../alert/event.ts'
import type { Directory } from '../../catalog/directory.ts'
import type { Instant } from '../../platform/time.ts'
import type { SchedulePlan } from '../../schedule/compile-schedule.ts'
import { namesSomebody } from '../../schedule/names-somebody.ts'
import { nextOnCall } from '../../schedule/next-on-call.ts'
import { onCallAt } from '../../schedule/on-call-at.ts'
import { isPageable, reachOfTarget } from '../people-of-step.ts'
import type { EscalationPolicy, EscalationStep, Target } from '../policy.ts'
import type { WhatIfGap, WhatIfReason, WhatIfUnreachable } from './what-if.ts'

export type StepExplained = {
  readonly reasonsOf: ReadonlyMap<string, readonly WhatIfReason[]>
  readonly gaps: readonly WhatIfGap[]
  readonly unreachable: readonly WhatIfUnreachable[]
}

export function explainStep(
  directory: Directory,
  step: EscalationStep,
  urgency: Urgency,
  at: Instant,
): StepExplained {
  const reasonsOf = new Map<string, WhatIfReason[]>()
  const gaps: WhatIfGap[] = []
  for (const target of step.notify) {
    const reach = reachOfTarget(directory, target, step, at)
    const { userIds } = reach
    for (const userId of userIds) {
      const reason = reasonFor(directory, target, step, userId, at)
      if (reason) reasonsOf.set(userId, [...(reasonsOf.get(userId) ?? []), reason])
    }
    if (!namesSomebody(reach) && target.kind === 'schedule') {
      const plan = planOf(directory, target)
      const next = plan ? nextOnCall(plan, at) : null
      gaps.push({ scheduleId: target.id, until: next?.startsAt ?? null })
    }
  }
  const unreachable = [...reasonsOf.keys()]
    .filter((userId) => !isPageable(directory, userId, urgency))
    .map((userId): WhatIfUnreachable => {
      const isActive = directory.people.get(userId)?.isActive ?? false
      return { userId, why: isActive ? 'no-contact-method' : 'deactivated' }
    })
  return { reasonsOf, gaps, unreachable }
}

/** The plan that a target asks, as `reachOfTarget` does. */
function planOf(directory: Directory, target: Target): SchedulePlan | undefined {
  if (target.kind !== 'schedule') return undefined
  return directory.schedules.get(target.id)?.plan.ofRole(target.role ?? 'primary')
}

function reasonFor(
  directory: Directory,
  target: Target,
  { mode }: EscalationStep,
  userId: string,
  at: Instant,
): WhatIfReason | null {
  switch (target.kind) {
    case 'user':
      return { kind: 'named' }
    case 'team': {
      const isLead = directory.teams.get(target.id)?.leadIds.includes(userId) ?? false
      return { kind: 'team', teamId: target.id, as: isLead ? 'lead' : 'member' }
    }
    case 'schedule': {
      const scheduleId = target.id
      if (mode === 'next' || mode === 'previous')
        return { kind: 'rotation', scheduleId, which: mode }
      const plan = planOf(directory, target)
      const because = plan && onCallAt(plan, at).because.find((one) => one.userId === userId)
      const { layerName = null, overrideId = null } = because ?? {}
      return { kind: 'on-call', scheduleId, layerName, overrideId }
    }
    case 'policy':
      return null
  }
}

/** As `lastResortOf` goes: leads first, and administrators only when no lead is reachable. */
export function explainLastResort(
  directory: Directory,
  policy: EscalationPolicy,
  userId: string,
): WhatIfReason {
  const team = policy.teamId === null ? undefined : directory.teams.get(policy.teamId)
  const isLead = team?.leadIds.includes(userId) ?? false
  return {
    kind: 'last-resort',
    teamId: isLead ? policy.teamId : null,
    as: isLead ? 'lead' : 'administrator',
  }
}
