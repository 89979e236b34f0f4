// The policy version that a run pinned. Current versions stand in the directory; older ones are
// read once and kept, because a version never changes.

import { assert, type Directory, type EscalationPolicy } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'

const PINNED_POLICIES_MAX = 1_000
const pinnedOfPool = new WeakMap<Pool, Map<string, EscalationPolicy>>()

type VersionRow = { name: string; document: Omit<EscalationPolicy, 'id' | 'name' | 'version'> }

const READ_VERSION = `
select definition.name, version.document
from definition_version version join definition on definition.id = version.definition_id
where version.definition_id = $1 and version.version = $2`

export async function pinnedPolicyOfRun(
  pool: Pool,
  directory: Directory,
  policyId: string,
  version: number,
  // Within a transaction its own connection: a second one might be waited for in vain.
  db: ClientBase | Pool = pool,
): Promise<EscalationPolicy> {
  const current = directory.policies.get(policyId)
  if (current?.version === version) return current

  const pinned = pinnedOfPool.get(pool) ?? new Map<string, EscalationPolicy>()
  pinnedOfPool.set(pool, pinned)
  const key = `${policyId}@${version}`
  const known = pinned.get(key)
  if (known) return known

  const { rows } = await db.query<VersionRow>({
    name: 'read-policy-version',
    text: READ_VERSION,
    values: [policyId, version],
  })
  const [row] = rows
  assert(row, `version ${version} of policy ${policyId} is kept`)
  const policy = { ...row.document, id: policyId, name: row.name, version }
  if (pinned.size >= PINNED_POLICIES_MAX) pinned.clear()
  pinned.set(key, policy)
  return policy
}
