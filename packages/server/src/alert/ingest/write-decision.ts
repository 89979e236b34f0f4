// Second half of ingest: everything that was decided, in one set-based statement.

import type { GroupRecord, IngestDecision, Instant, RoutedEvent } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { TIMELINE_COLUMNS, timelineJson } from '../../platform/timeline/append-timeline.ts'

const WRITE = `
with
opened_group as (
  insert into alert_group (id, service_id, group_key, title, urgency, severity, status, opened_at, last_event_at,
    acknowledged_at, acknowledged_by, resolved_at, resolved_by, alert_count, triggered_count, open_count, is_test, wake_at)
  select id, service_id, group_key, title, urgency, severity, status, $1, $1,
    acknowledged_at, acknowledged_by, resolved_at, resolved_by, alert_count, triggered_count, open_count, is_test, wake_at
  from jsonb_to_recordset($2::jsonb) as row(id uuid, service_id uuid, group_key text, title text, urgency text,
    severity text, status text, acknowledged_at timestamptz, acknowledged_by text, resolved_at timestamptz,
    resolved_by text, alert_count int, triggered_count int, open_count int, is_test boolean,
    wake_at timestamptz)
),
changed_group as (
  update alert_group g
  set urgency = row.urgency, severity = row.severity, status = row.status, last_event_at = $1,
    acknowledged_at = row.acknowledged_at, acknowledged_by = row.acknowledged_by,
    resolved_at = row.resolved_at, resolved_by = row.resolved_by, alert_count = row.alert_count,
    triggered_count = row.triggered_count, open_count = row.open_count,
    snoozed_until = case when row.status = 'acknowledged' then g.snoozed_until end,
    wake_at = case when row.status = 'acknowledged' then coalesce(row.wake_at, g.wake_at) end,
    version = g.version + 1
  from jsonb_to_recordset($3::jsonb) as row(id uuid, urgency text, severity text, status text,
    acknowledged_at timestamptz, acknowledged_by text, resolved_at timestamptz, resolved_by text,
    alert_count int, triggered_count int, open_count int, wake_at timestamptz)
  where g.id = row.id
),
opened_alert as (
  insert into alert (id, group_id, service_id, integration_id, scope_id, dedup_key, status, summary, source, severity,
    urgency, labels, details, links, images, runbook_url, warnings, event_count, opened_at, last_event_at,
    acknowledged_at, acknowledged_by, resolved_at, resolved_by)
  select id, group_id, service_id, integration_id, scope_id, dedup_key, status, summary, source, severity,
    urgency, labels, details, links, images, runbook_url, warnings, event_count, $1, $1,
    acknowledged_at, acknowledged_by, resolved_at, resolved_by
  from jsonb_to_recordset($4::jsonb) as row(id uuid, group_id uuid, service_id uuid, integration_id uuid,
    scope_id uuid, dedup_key text, status text, summary text, source text, severity text, urgency text, labels jsonb,
    details jsonb, links jsonb, images jsonb, runbook_url text, warnings text[], event_count int,
    acknowledged_at timestamptz, acknowledged_by text, resolved_at timestamptz, resolved_by text)
),
changed_alert as (
  update alert a
  set status = row.status, urgency = row.urgency, severity = row.severity, event_count = row.event_count,
    last_event_at = $1, acknowledged_at = row.acknowledged_at, acknowledged_by = row.acknowledged_by,
    resolved_at = row.resolved_at, resolved_by = row.resolved_by
  from jsonb_to_recordset($5::jsonb) as row(id uuid, status text, urgency text, severity text, event_count int,
    acknowledged_at timestamptz, acknowledged_by text, resolved_at timestamptz, resolved_by text)
  where a.id = row.id
),
slot as (
  update dedup_slot s set open_alert_id = row.open_alert_id, open_group_id = row.open_group_id
  from jsonb_to_recordset($6::jsonb) as row(scope_id uuid, dedup_key text, open_alert_id uuid, open_group_id uuid)
  where s.scope_id = row.scope_id and s.dedup_key = row.dedup_key
),
group_slot_ as (
  update group_slot s set open_group_id = row.open_group_id, last_joined_at = $1
  from jsonb_to_recordset($7::jsonb) as row(service_id uuid, group_key text, open_group_id uuid)
  where s.service_id = row.service_id and s.group_key = row.group_key
),
started_run as (
  insert into escalation_run (id, group_id, policy_id, policy_version, cause, urgency, state, started_at, round_started_at, due_at)
  select id, group_id, policy_id, policy_version, cause, urgency, 'active', $1, $1, due_at
  from jsonb_to_recordset($8::jsonb) as row(id uuid, group_id uuid, policy_id uuid, policy_version bigint, cause text,
    urgency text, due_at timestamptz)
),
record as (
  insert into timeline (at, subject_kind, subject_id, kind, actor, reason, audience, data)
  select at, subject_kind, subject_id, kind, actor, reason, audience, data
  from jsonb_to_recordset($9::jsonb) as row(${TIMELINE_COLUMNS})
)
insert into event_log (id, at, kind, integration_id, alert_id, group_id, data)
select id, $1, kind, integration_id, alert_id, group_id, data
from jsonb_to_recordset($10::jsonb) as row(id uuid, kind text, integration_id uuid, alert_id uuid, group_id uuid, data jsonb)`

export async function writeDecision(
  client: PoolClient,
  decision: IngestDecision,
  events: readonly RoutedEvent[],
  now: Instant,
  lapsesMsOf: (serviceId: string) => number | null,
): Promise<void> {
  const { groups, alerts } = decision
  const lapses = lapsesOfGroups(decision, events, lapsesMsOf)
  await client.query({
    name: 'write-ingest-decision',
    text: WRITE,
    values: [
      new Date(now),
      JSON.stringify(groups.flatMap((group) => openedGroupRow(group, lapses, now))),
      JSON.stringify(
        groups
          .filter((group) => group.openedBy === null)
          .map((group) => ({ ...stateRow(group), wake_at: wakeAt(group, lapses, now) })),
      ),
      JSON.stringify(alerts.flatMap(openedAlertRow)),
      JSON.stringify(alerts.filter((alert) => alert.openedBy === null).map(stateRow)),
      JSON.stringify(decision.slots.map(slotRow)),
      JSON.stringify(decision.groupSlots.map(groupSlotRow)),
      JSON.stringify(decision.runStarts.map(runRow)),
      timelineJson(decision.records.map((record) => timelineRow(record, now))),
      JSON.stringify(events.map((event, index) => logRow(event, decision.outcomes[index]))),
    ],
  })
}

type Group = IngestDecision['groups'][number]
type Alert = IngestDecision['alerts'][number]

/** The columns that groups and alerts share; counts stand on groups, event_count on alerts. */
function stateRow(row: Group | Alert) {
  return {
    id: row.id,
    status: row.status,
    urgency: row.urgency,
    severity: row.severity,
    acknowledged_at: instantText(row.acknowledgedAt),
    acknowledged_by: row.acknowledgedBy,
    resolved_at: instantText(row.resolvedAt),
    resolved_by: row.resolvedBy,
    ...('openCount' in row
      ? {
          alert_count: row.alertCount,
          triggered_count: row.triggeredCount,
          open_count: row.openCount,
        }
      : { event_count: row.eventCount }),
  }
}

/** How long an acknowledgement of each group holds; groups without a limit are absent. */
function lapsesOfGroups(
  decision: IngestDecision,
  events: readonly RoutedEvent[],
  lapsesMsOf: (serviceId: string) => number | null,
): ReadonlyMap<string, number> {
  const lapses = new Map<string, number>()
  for (const [index, { groupId }] of decision.outcomes.entries()) {
    const lapsesMs = lapsesMsOf(events[index]?.serviceId ?? '')
    if (groupId !== null && lapsesMs !== null) lapses.set(groupId, lapsesMs)
  }
  return lapses
}

/** An acknowledgement by the sender lapses as one by a person does. */
function wakeAt(group: Group, lapses: ReadonlyMap<string, number>, now: Instant): string | null {
  const lapsesMs = lapses.get(group.id)
  const isNew = group.status === 'acknowledged' && group.acknowledgedAt === now
  return lapsesMs === undefined || !isNew ? null : instantText(now + lapsesMs)
}

function openedGroupRow(group: Group, lapses: ReadonlyMap<string, number>, now: Instant) {
  const { openedBy } = group
  if (openedBy === null) return []
  return [
    {
      ...stateRow(group),
      service_id: openedBy.serviceId,
      group_key: openedBy.groupKey,
      title: openedBy.event.summary,
      is_test: openedBy.isTest,
      wake_at: wakeAt(group, lapses, now),
    },
  ]
}

function openedAlertRow(alert: Alert) {
  const { openedBy } = alert
  if (openedBy === null) return []
  const { event } = openedBy
  return [
    {
      ...stateRow(alert),
      group_id: alert.groupId,
      service_id: openedBy.serviceId,
      integration_id: openedBy.integrationId,
      scope_id: openedBy.scopeId,
      dedup_key: openedBy.dedupKey,
      summary: event.summary,
      source: event.source,
      labels: event.labels,
      details: event.details,
      links: event.links,
      images: event.images,
      runbook_url: openedBy.runbookUrl,
      warnings: openedBy.warnings,
    },
  ]
}

function slotRow(slot: IngestDecision['slots'][number]) {
  const { scopeId, dedupKey, openAlertId, openGroupId } = slot
  return {
    scope_id: scopeId,
    dedup_key: dedupKey,
    open_alert_id: openAlertId,
    open_group_id: openGroupId,
  }
}

function groupSlotRow(slot: IngestDecision['groupSlots'][number]) {
  return { service_id: slot.serviceId, group_key: slot.groupKey, open_group_id: slot.openGroupId }
}

function runRow(run: IngestDecision['runStarts'][number]) {
  return {
    id: run.id,
    group_id: run.groupId,
    policy_id: run.policyId,
    policy_version: run.policyVersion,
    cause: run.cause,
    urgency: run.urgency,
    due_at: instantText(run.dueAt),
  }
}

function timelineRow(record: GroupRecord, at: Instant) {
  return {
    at,
    subjectKind: 'alert-group' as const,
    subjectId: record.groupId,
    kind: record.kind,
    actor: record.integrationId === null ? 'system' : `integration:${record.integrationId}`,
    data: record.data,
  }
}

function logRow(event: RoutedEvent, outcome: IngestDecision['outcomes'][number] | undefined) {
  const { action, severity, summary, occurredAt } = event.event
  return {
    id: event.id,
    kind: outcome?.effect ?? 'ignored',
    integration_id: event.integrationId,
    alert_id: outcome?.alertId ?? null,
    group_id: outcome?.groupId ?? null,
    // The alert keeps labels and details of its first event; a repeat that says more keeps its own.
    data: {
      action,
      dedupKey: event.dedupKey,
      severity,
      summary,
      occurredAt: instantText(occurredAt),
      labels: event.event.labels,
    },
  }
}

function instantText(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
