// What a batch of decisions needs to know beyond the runs: who already has unanswered pages, whose
// turn it is, and what the alerts say where a step has a condition. Each read only when asked for.

import type { ConditionFacts, EscalationPolicy, Severity, Urgency } from '@evenwatch/core'
import type { Pool } from 'pg'
import type { ClaimedRun } from './claim-runs.ts'

export type RunFacts = {
  /** By `policyId` and step index. */
  readonly turnsTaken: ReadonlyMap<string, number>
  /** By group. */
  readonly alerts: ReadonlyMap<string, ConditionFacts>
}

export function turnKey(policyId: string, step: number): string {
  return `${policyId}/${step}`
}

type TurnRow = { policy_id: string; step: number; taken: number }
type AlertRow = {
  group_id: string
  severity: Severity | null
  urgency: Urgency
  summary: string
  source: string
  labels: ConditionFacts['labels']
  details: ConditionFacts['details']
  service: string
}

const READ_TURNS = `select policy_id, step, taken from round_robin where policy_id = any($1::uuid[])`

// The newest open alert speaks for its group; a group without an open one, its newest.
const READ_ALERTS = `
select distinct on (alert.group_id) alert.group_id, alert.severity, alert.urgency, alert.summary, alert.source,
       alert.labels, alert.details, coalesce(definition.name, '') as service
from alert left join definition on definition.id = alert.service_id
where alert.group_id = any($1::uuid[])
order by alert.group_id, (alert.status = 'resolved'), alert.opened_at desc, alert.id desc`

const READ_OPEN_PAGES = `
select user_id, count(*)::int as pages from page
where state = 'open' and user_id = any($1::uuid[]) group by user_id`

export async function loadRunFacts(
  pool: Pool,
  runs: readonly ClaimedRun[],
  policies: ReadonlyMap<string, EscalationPolicy>,
): Promise<RunFacts> {
  const taking = new Set<string>()
  const asking = new Set<string>()
  for (const run of runs) {
    const steps = policies.get(run.id)?.steps ?? []
    if (steps.some((step) => step.mode === 'roundRobin')) taking.add(run.policy_id)
    if (steps.some((step) => step.condition !== null)) asking.add(run.group_id)
  }
  return {
    turnsTaken: await readTurns(pool, [...taking]),
    alerts: await readAlerts(pool, [...asking]),
  }
}

async function readTurns(pool: Pool, policyIds: readonly string[]): Promise<Map<string, number>> {
  if (policyIds.length === 0) return new Map()
  const { rows } = await pool.query<TurnRow>({
    name: 'read-turns',
    text: READ_TURNS,
    values: [policyIds],
  })
  return new Map(rows.map((row) => [turnKey(row.policy_id, row.step), row.taken]))
}

async function readAlerts(
  pool: Pool,
  groupIds: readonly string[],
): Promise<Map<string, ConditionFacts>> {
  if (groupIds.length === 0) return new Map()
  const { rows } = await pool.query<AlertRow>({
    name: 'read-run-alerts',
    text: READ_ALERTS,
    values: [groupIds],
  })
  return new Map(rows.map(({ group_id, ...facts }) => [group_id, facts]))
}

/** Unanswered pages a person; people without any are absent. */
export async function countOpenPages(
  pool: Pool,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map()
  const { rows } = await pool.query<{ user_id: string; pages: number }>({
    name: 'count-open-pages',
    text: READ_OPEN_PAGES,
    values: [userIds],
  })
  return new Map(rows.map((row) => [row.user_id, row.pages]))
}
