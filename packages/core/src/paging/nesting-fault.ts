// What is wrong with one policy calling another, directly or through a slot of a schedule: that it
// comes back to where it was, or goes deeper than POLICY_LIMITS.nestingDepth.

import { POLICY_LIMITS } from './policy.ts'
import { callsOfSteps, type PolicyCall, type PolicyGraph } from './policy-graph.ts'

/** Null when every way down from the end of `chain` through `next` ends. */
export function nestingFault(
  chain: readonly PolicyCall[],
  next: PolicyCall,
  graph: PolicyGraph,
): string | null {
  const path = [...chain, next]
  const start = chain.findIndex(({ policyId }) => policyId === next.policyId)
  if (start >= 0) {
    const [first, ...others] = path.slice(start)
    const loop = [...(first ? [{ ...first, schedule: null }] : []), ...others]
    return `Policies must not call each other in a loop: ${inWords(loop, graph)}.`
  }
  if (path.length > POLICY_LIMITS.nestingDepth) {
    const deepest = inWords(path, graph)
    return `Policies call policies at most ${POLICY_LIMITS.nestingDepth} deep: ${deepest}.`
  }
  for (const called of callsOfSteps(graph.policies.get(next.policyId)?.steps ?? [], graph)) {
    const wrong = nestingFault(path, called, graph)
    if (wrong) return wrong
  }
  return null
}

function inWords(path: readonly PolicyCall[], { policies }: PolicyGraph): string {
  return path
    .flatMap(({ policyId, schedule }) => {
      const policy = policies.get(policyId)
      const name = policy?.displayName ?? policy?.name ?? policyId
      return schedule === null ? [name] : [`schedule ${schedule.name}`, name]
    })
    .join(' → ')
}
