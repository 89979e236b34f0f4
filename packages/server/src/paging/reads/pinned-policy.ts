// A run pins the version of its policy. What knows how to read an old version is given by the
// configuration; the newest ones are answered from the directory without asking it.

import type { Directory, EscalationPolicy } from '@evenwatch/core'

/** Null when the version is not kept any more. */
export type PinnedPolicy = (policyId: string, version: number) => Promise<EscalationPolicy | null>

export type PolicyVersion = { readonly policyId: string; readonly version: number }

export function policyKey(wanted: PolicyVersion): string {
  return `${wanted.policyId}@${wanted.version}`
}

/** By `policyKey`, each once. A version that is gone is replaced by the newest one. */
export async function loadPolicies(
  directory: Directory,
  pinnedPolicy: PinnedPolicy,
  wanted: readonly PolicyVersion[],
): Promise<ReadonlyMap<string, EscalationPolicy>> {
  const found = new Map<string, EscalationPolicy>()
  for (const one of wanted) {
    const key = policyKey(one)
    if (found.has(key)) continue
    const newest = directory.policies.get(one.policyId)
    const policy =
      newest?.version === one.version
        ? newest
        : ((await pinnedPolicy(one.policyId, one.version)) ?? newest)
    if (policy) found.set(key, policy)
  }
  return found
}
