// Whom a step reaches at an instant, for telling and not for paging: of a step that draws one of
// several, all who may be drawn; for a policy that it calls, whom that policy's first step reaches.
// Home and "who is on call for" show this; the engine's own `peopleOfStep` stands behind it.

import type { Directory } from '../catalog/directory.ts'
import type { Instant } from '../platform/time.ts'
import { peopleOfStep } from './people-of-step.ts'
import type { EscalationStep } from './policy.ts'
import { explainStep } from './what-if/explain-step.ts'
import type { WhatIfReason } from './what-if/what-if.ts'

export type ReachedPerson = { readonly userId: string; readonly reasons: readonly WhatIfReason[] }

export function reachedByStep(
  directory: Directory,
  step: EscalationStep,
  at: Instant,
  above: readonly string[] = [],
): readonly ReachedPerson[] {
  const drawsOne = step.mode === 'roundRobin' || step.mode === 'random'
  const asked = drawsOne ? { ...step, mode: 'everyone' as const } : step
  const { userIds, policyIds } = peopleOfStep(directory, asked, 'high', at, UNDRAWN)
  const { reasonsOf } = explainStep(directory, asked, 'high', at)
  const own = userIds.map((userId) => ({ userId, reasons: reasonsOf.get(userId) ?? [] }))
  const called = policyIds.flatMap((policyId) => {
    // A policy that calls itself is what `doctor` speaks of; here it must only end.
    const first = above.includes(policyId) ? undefined : directory.policies.get(policyId)?.steps[0]
    return first ? reachedByStep(directory, first, at, [...above, policyId]) : []
  })
  return [...own, ...called]
}

const UNDRAWN = { turnsTaken: 0, random: 0 }
