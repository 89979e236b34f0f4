// Everything that a forecast of many groups needs, in a fixed number of statements: their runs, the
// pinned policies, whose turn it is, and the facts of the alert that conditions ask for.

import {
  type ConditionFacts,
  type Directory,
  directoryWorld,
  type EscalationPolicy,
  type ForecastRun,
  type ForecastWorld,
  type Instant,
  type Severity,
  stepApplies,
  type Urgency,
} from '@evenwatch/core'
import type { Pool } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { loadTurns, type Turns } from './load-turns.ts'
import { loadPolicies, type PinnedPolicy, policyKey } from './pinned-policy.ts'
import { progressOf, RUN_COLUMNS, type RunRow } from './run-row.ts'

export type Forecast = {
  /** Each group's active runs; groups without one are absent. */
  readonly runs: ReadonlyMap<string, readonly ForecastRun[]>
  worldOf(groupId: string): ForecastWorld
}

export const ACTIVE_RUNS = `
select ${RUN_COLUMNS} from escalation_run r
where r.group_id = any($1::uuid[]) and r.state = 'active'
order by r.started_at, r.id`

export async function loadForecast(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  groupIds: readonly string[],
): Promise<Forecast> {
  const { pool } = context
  const directory = context.directory.current()
  const { rows } = await pool.query<RunRow>({
    name: 'active-runs',
    text: ACTIVE_RUNS,
    values: [groupIds],
  })
  const pinned = await loadPolicies(
    directory,
    pinnedPolicy,
    rows.map((row) => ({ policyId: row.policy_id, version: row.policy_version })),
  )
  const runs = new Map<string, ForecastRun[]>()
  for (const row of rows) {
    const run = forecastRunOf(row, pinned)
    if (run) runs.set(row.group_id, [...(runs.get(row.group_id) ?? []), run])
  }
  const policies = [...pinned.values(), ...directory.policies.values()]
  const [turns, facts] = await Promise.all([
    loadTurns(pool, policies),
    policies.some(hasCondition) ? loadFacts(pool, directory, groupIds) : new Map(),
  ])
  return {
    runs,
    worldOf: (groupId) => worldFor(directory, turns, facts.get(groupId) ?? null),
  }
}

function forecastRunOf(
  row: RunRow,
  pinned: ReadonlyMap<string, EscalationPolicy>,
): ForecastRun | null {
  const policy = pinned.get(policyKey({ policyId: row.policy_id, version: row.policy_version }))
  if (!policy || row.due_at === null) return null
  const { id: runId, urgency, depth } = row
  return { runId, policy, progress: progressOf(row), urgency, dueAt: row.due_at, depth }
}

function worldFor(directory: Directory, turns: Turns, facts: ConditionFacts | null): ForecastWorld {
  return {
    policyOf: (policyId) => directory.policies.get(policyId),
    worldAt: (run: ForecastRun, at: Instant) =>
      directoryWorld(
        directory,
        run.policy,
        run.urgency,
        at,
        {
          turnsTaken: (step) => turns(run.policy.id, step),
          random: 'anybody',
        },
        (step) => stepApplies(run.policy.steps[step], facts).holds,
      ),
  }
}

function hasCondition(policy: EscalationPolicy): boolean {
  return policy.steps.some((step) => step.condition !== null)
}

type FactsRow = {
  readonly group_id: string
  readonly service_id: string
  readonly severity: Severity | null
  readonly urgency: Urgency
  readonly summary: string
  readonly source: string
  readonly labels: ConditionFacts['labels']
  readonly details: ConditionFacts['details']
}

/** The newest open alert speaks for its group, as it does when the engine takes a step. */
async function loadFacts(
  pool: Pool,
  directory: Directory,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, ConditionFacts>> {
  const { rows } = await pool.query<FactsRow>({
    name: 'facts-of-groups',
    text: `
      select newest.* from unnest($1::uuid[]) as wanted(id) cross join lateral (
        select a.group_id, a.service_id, a.severity, a.urgency, a.summary, a.source, a.labels,
          a.details
        from alert a where a.group_id = wanted.id
        order by (a.status = 'resolved'), a.opened_at desc, a.id desc limit 1
      ) as newest`,
    values: [groupIds],
  })
  return new Map(
    rows.map(({ group_id, service_id, ...facts }) => [
      group_id,
      { ...facts, service: directory.services.get(service_id)?.name ?? '' },
    ]),
  )
}
