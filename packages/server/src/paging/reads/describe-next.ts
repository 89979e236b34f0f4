// What happens next to each of many groups if nobody does anything: the next step of what runs, or
// the end of the acknowledgement of what does not.

import {
  type EscalationPolicy,
  type ForecastMove,
  forecastMove,
  type GroupStatus,
  type Instant,
  startOfRun,
  type Urgency,
} from '@evenwatch/core'
import type { Pool } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { type Forecast, loadForecast } from './load-forecast.ts'
import type { PinnedPolicy } from './pinned-policy.ts'

export type NextMove = Pick<ForecastMove, 'at' | 'userIds' | 'what'>

export type WaitingGroup = {
  readonly id: string
  readonly status: GroupStatus
  readonly urgency: Urgency
  /** When the acknowledgement lapses or the snooze ends. */
  readonly wakeAt: Instant | null
}

export async function describeNext(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  groups: readonly WaitingGroup[],
): Promise<ReadonlyMap<string, NextMove>> {
  const open = groups.filter((group) => group.status !== 'resolved')
  if (open.length === 0) return new Map()
  const now = context.clock.now()
  const lapsing = open.filter((group) => group.wakeAt !== null)
  const [forecast, lastPolicies] = await Promise.all([
    loadForecast(
      context,
      pinnedPolicy,
      open.map((group) => group.id),
    ),
    lastPolicyOfGroups(
      context.pool,
      lapsing.map((group) => group.id),
    ),
  ])
  const policies = context.directory.current().policies
  const moves = new Map<string, NextMove>()
  for (const group of open) {
    const running = forecastMove(forecast.worldOf(group.id), forecast.runs.get(group.id) ?? [], now)
    const policy = policies.get(lastPolicies.get(group.id) ?? '')
    const move = earlier(running, lapseOf(group, policy, forecast, now))
    if (move) moves.set(group.id, move)
  }
  return moves
}

function lapseOf(
  group: WaitingGroup,
  policy: EscalationPolicy | undefined,
  forecast: Forecast,
  now: Instant,
): NextMove | null {
  if (group.wakeAt === null) return null
  const at = Math.max(group.wakeAt, now)
  if (!policy) return { at, userIds: [], what: 'lapse' }
  const { id, urgency } = group
  const run = { runId: null, policy, progress: startOfRun(at), urgency, dueAt: at, depth: 0 }
  const first = forecastMove(forecast.worldOf(id), [run], at)
  return { at, userIds: first?.userIds ?? [], what: 'lapse' }
}

function earlier(one: NextMove | null, other: NextMove | null): NextMove | null {
  if (one === null || other === null) return one ?? other
  const at = (move: NextMove) => move.at ?? Number.POSITIVE_INFINITY
  return at(one) <= at(other) ? one : other
}

/** A lapsed acknowledgement starts the group's own policy again, in its newest version. */
async function lastPolicyOfGroups(
  pool: Pool,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (groupIds.length === 0) return new Map()
  const { rows } = await pool.query<{ group_id: string; policy_id: string }>({
    name: 'last-policy-of-groups',
    text: `
      select distinct on (r.group_id) r.group_id, r.policy_id from escalation_run r
      where r.group_id = any($1::uuid[]) and r.depth = 0
      order by r.group_id, r.id desc`,
    values: [groupIds],
  })
  return new Map(rows.map((row) => [row.group_id, row.policy_id]))
}
