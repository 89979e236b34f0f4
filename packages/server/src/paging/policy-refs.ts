// Policies as other rooms' answers name them, and whom each would page first.

import { type Directory, type EscalationPolicy, type Instant, reachedByStep } from '@evenwatch/core'
import { type PersonRef, personRefs } from '../people/person-ref.ts'

export type PolicyRef = { readonly id: string; readonly name: string; readonly displayName: string }

/** One that is gone keeps its id as its name. */
export function policyRefs(directory: Directory): (policyId: string) => PolicyRef {
  return (id) => {
    const policy = directory.policies.get(id)
    return policy
      ? { id, name: policy.name, displayName: displayNameOf(policy) }
      : { id, name: id, displayName: id }
  }
}

/** Policies that hold a slot at an instant, with whom they would page first. */
export function onCallPolicies(directory: Directory, policyIds: readonly string[], at: Instant) {
  const refOf = policyRefs(directory)
  return policyIds.map((id) => ({ ...refOf(id), reaches: reachedFirst(directory, id, at) }))
}

/** Active people whom the policy's first step reaches at an instant, each once. */
function reachedFirst(directory: Directory, policyId: string, at: Instant): PersonRef[] {
  const first = directory.policies.get(policyId)?.steps[0]
  if (!first) return []
  const reached = reachedByStep(directory, first, at, [policyId]).map(({ userId }) => userId)
  const active = [...new Set(reached)].filter((id) => directory.people.get(id)?.isActive)
  return personRefs(directory, active)
}

/** A policy's document carries its display name into the snapshot, beside what core needs. */
export function displayNameOf(policy: EscalationPolicy): string {
  const { displayName } = policy as EscalationPolicy & { readonly displayName?: string }
  return displayName ?? policy.name
}
