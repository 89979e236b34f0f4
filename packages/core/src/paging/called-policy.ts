// The policy that a step of another one starts. Loops are refused when a policy is saved; the depth
// is a second fence, so that two files applied at once can never make the engine call for ever.

import { type EscalationPolicy, POLICY_LIMITS } from './policy.ts'

/** In its newest version; null: it is gone, or the calls are too deep, and nothing starts. */
export function calledPolicy(
  policies: ReadonlyMap<string, EscalationPolicy>,
  policyId: string,
  depthOfCaller: number,
): EscalationPolicy | null {
  if (depthOfCaller >= POLICY_LIMITS.nestingDepth) return null
  return policies.get(policyId) ?? null
}
