// Rows for tests, written as they would stand after the engine's work.

import { formatInstant, type Instant, type JsonObject } from '@evenwatch/core'
import type { Pool } from 'pg'
import { systemRandom } from '../../platform/clock/system-random.ts'
import { IDS } from './make-directory.ts'

type Columns = { readonly [column: string]: unknown }

export async function insertRow(pool: Pool, table: string, row: Columns): Promise<void> {
  const columns = Object.keys(row)
  await pool.query(
    `insert into ${table} (${columns.join(', ')})
     values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  )
}

export async function insertGroup(pool: Pool, at: Instant, row: Columns = {}): Promise<string> {
  const id = systemRandom.uuid(at)
  await insertRow(pool, 'alert_group', {
    id,
    service_id: IDS.service,
    title: '5xx ratio above 2 %',
    urgency: 'high',
    severity: 'critical',
    status: 'triggered',
    opened_at: formatInstant(at),
    last_event_at: formatInstant(at),
    alert_count: 1,
    triggered_count: 1,
    open_count: 1,
    ...row,
  })
  return id
}

export async function insertAlert(
  pool: Pool,
  groupId: string,
  at: Instant,
  row: Columns = {},
): Promise<string> {
  const id = systemRandom.uuid(at)
  await insertRow(pool, 'alert', {
    id,
    group_id: groupId,
    service_id: IDS.service,
    integration_id: IDS.integration,
    scope_id: IDS.integration,
    dedup_key: id,
    status: 'triggered',
    summary: '5xx ratio above 2 %',
    source: 'web-1',
    severity: 'critical',
    urgency: 'high',
    labels: '{}',
    details: '{}',
    links: '[]',
    images: '[]',
    event_count: 1,
    opened_at: formatInstant(at),
    last_event_at: formatInstant(at),
    ...row,
  })
  return id
}

export async function insertRun(
  pool: Pool,
  groupId: string,
  at: Instant,
  row: Columns = {},
): Promise<string> {
  const id = systemRandom.uuid(at)
  await insertRow(pool, 'escalation_run', {
    id,
    group_id: groupId,
    policy_id: IDS.policy,
    policy_version: 1,
    cause: 'opened',
    urgency: 'high',
    state: 'active',
    started_at: formatInstant(at),
    round_started_at: formatInstant(at),
    ...row,
  })
  return id
}

export async function insertPage(
  pool: Pool,
  groupId: string,
  runId: string,
  userId: string,
  at: Instant,
  row: Columns = {},
): Promise<string> {
  const id = systemRandom.uuid(at)
  await insertRow(pool, 'page', {
    id,
    run_id: runId,
    group_id: groupId,
    round: 0,
    step: 0,
    user_id: userId,
    urgency: 'high',
    state: 'open',
    created_at: formatInstant(at),
    ...row,
  })
  return id
}

export async function insertEvent(pool: Pool, alertId: string, at: Instant): Promise<void> {
  await insertRow(pool, 'event_log', {
    id: systemRandom.uuid(at),
    at: formatInstant(at),
    kind: 'trigger',
    alert_id: alertId,
    data: '{}',
  })
}

export async function insertTimeline(
  pool: Pool,
  groupId: string,
  at: Instant,
  kind: string,
  actor: string,
  data: JsonObject = {},
): Promise<void> {
  await insertRow(pool, 'timeline', {
    at: formatInstant(at),
    subject_kind: 'alert-group',
    subject_id: groupId,
    kind,
    actor,
    audience: 'team',
    data: JSON.stringify(data),
  })
}
