// Starts paging again about groups: after a lapse, a reopening, or by hand. The policy is the one
// that paged last, in its present version. A group that was acknowledged or over in the request
// that opened it has had no run; its service's policy pages then.

import { assert, type Directory, type Instant, type Random, type RunCause } from '@evenwatch/core'
import type { PoolClient } from 'pg'

const READ_LAST_RUNS = `
select g.id as group_id, last.policy_id, g.service_id, g.urgency
from alert_group g left join lateral (
  select policy_id from escalation_run r where r.group_id = g.id and r.parent_run_id is null
  order by r.started_at desc, r.id desc limit 1
) last on true
where g.id = any($1::uuid[]) order by g.id`

const START_RUNS = `
insert into escalation_run (id, group_id, policy_id, policy_version, cause, urgency, state, started_at, round_started_at, due_at)
select id, group_id, policy_id, policy_version, $2, urgency, 'active', $3, $3, $3
from jsonb_to_recordset($1::jsonb) as row(id uuid, group_id uuid, policy_id uuid, policy_version bigint, urgency text)`

type LastRun = { group_id: string; policy_id: string | null; service_id: string; urgency: string }

export async function restartRuns(
  client: PoolClient,
  directory: Directory,
  random: Random,
  groupIds: readonly string[],
  cause: RunCause,
  now: Instant,
): Promise<void> {
  if (groupIds.length === 0) return
  const { rows } = await client.query<LastRun>({
    name: 'read-last-runs',
    text: READ_LAST_RUNS,
    values: [groupIds],
  })
  const runs = rows.map((row) => {
    const policy =
      directory.policies.get(row.policy_id ?? '') ?? policyOfService(directory, row.service_id)
    return {
      id: random.uuid(now),
      group_id: row.group_id,
      policy_id: policy.id,
      policy_version: policy.version,
      urgency: row.urgency,
    }
  })
  await client.query({
    name: 'start-runs',
    text: START_RUNS,
    values: [JSON.stringify(runs), cause, new Date(now)],
  })
}

function policyOfService(directory: Directory, serviceId: string) {
  const routes = directory.services.get(serviceId)?.policyRoutes ?? []
  const policy = directory.policies.get(routes.at(-1)?.policyId ?? '')
  assert(policy, 'the policy of a service exists')
  return policy
}
