// Sends one test event through routing, grouping, policy and channels, as a sender's would go.

import type { CallOutput, fireTestAlert as contract } from '@evenwatch/api'
import {
  assert,
  findByRef,
  formatInstant,
  type InboundEvent,
  type Instant,
  MINUTE_MS,
} from '@evenwatch/core'
import type { Pool } from 'pg'
import { findGroups } from '../../alert/reads/group-row.ts'
import type { PagingDeps } from '../../paging/by-hand/paging-deps.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

/** Test alerts of one service: enough to try things out, too few to be a nuisance at night. */
export const TEST_ALERTS_PER_MINUTE_MAX = 6

export async function fireTestAlert(
  context: ServerContext,
  deps: Pick<PagingDeps, 'ingest' | 'routeEvent'>,
  ref: string,
  principal: Principal,
): Promise<CallOutput<typeof contract> | Refusal> {
  const directory = context.directory.current()
  const service = findByRef(directory.services, ref)
  if (!service) return refuse('not-found')
  const now = context.clock.now()
  if ((await recentTestAlerts(context.pool, service.id, now)) >= TEST_ALERTS_PER_MINUTE_MAX) {
    return refuse('too-many-requests', {
      detail: `At most ${TEST_ALERTS_PER_MINUTE_MAX} test alerts a minute for one service.`,
    })
  }
  const key = context.random.uuid(now)
  const integration = {
    id: service.id,
    serviceId: service.id,
    name: 'test alert',
    type: 'events',
    scopeId: service.id,
  }
  const ids = { eventId: context.random.uuid(now), freshKey: key }
  const event = testEvent(service.displayName, principal.actor.name)
  const routed = deps.routeEvent(directory, integration, event, ids, true)
  // A group of its own: a test never joins, and never hides in, a real group.
  const [outcome] = await deps.ingest([{ ...routed, integrationId: null, groupKey: null }])
  assert(outcome?.groupId, 'a trigger with a new key opens a group')
  const [group] = await findGroups(context.pool, [outcome.groupId])
  assert(group, 'the group was committed before ingest answered')
  return { groupId: group.id, groupNumber: group.number }
}

function testEvent(service: string, by: string): InboundEvent {
  return {
    action: 'trigger',
    dedupKey: null,
    summary: `[TEST] Test alert for ${service}. Nothing is wrong.`,
    source: `test by ${by}`,
    severity: 'critical',
    labels: { test: 'true' },
    details: {},
    links: [],
    images: [],
    runbookUrl: null,
    occurredAt: null,
    warnings: [],
  }
}

async function recentTestAlerts(pool: Pool, serviceId: string, now: Instant): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'recent-test-alerts',
    text: `
      select count(*)::int as count from alert_group
      where service_id = $1 and opened_at > $2::timestamptz and is_test`,
    values: [serviceId, formatInstant(now - MINUTE_MS)],
  })
  return rows[0]?.count ?? 0
}
