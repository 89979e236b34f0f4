// The row of an alert as the API shows it.

import type { Alert } from '@evenwatch/api'
import {
  type AlertStatus,
  formatInstant,
  type Instant,
  type JsonObject,
  type Severity,
  type Urgency,
} from '@evenwatch/core'
import { formatNullable } from './describe-groups.ts'

export type AlertRow = {
  readonly id: string
  readonly group_id: string
  readonly dedup_key: string
  readonly status: AlertStatus
  readonly summary: string
  readonly source: string
  readonly severity: Severity | null
  readonly urgency: Urgency
  readonly labels: { readonly [name: string]: string }
  readonly details: JsonObject
  readonly links: Alert['links']
  readonly images: Alert['images']
  readonly runbook_url: string | null
  readonly warnings: readonly string[]
  readonly event_count: number
  readonly opened_at: Instant
  readonly last_event_at: Instant
  readonly acknowledged_at: Instant | null
  readonly acknowledged_by: string | null
  readonly resolved_at: Instant | null
  readonly resolved_by: string | null
}

export const ALERT_COLUMNS = `
  a.id, a.group_id, a.dedup_key, a.status, a.summary, a.source, a.severity, a.urgency, a.labels,
  a.details, a.links, a.images, a.runbook_url, a.warnings, a.event_count, a.opened_at,
  a.last_event_at, a.acknowledged_at, a.acknowledged_by, a.resolved_at, a.resolved_by`

export function describeAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    groupId: row.group_id,
    dedupKey: row.dedup_key,
    status: row.status,
    summary: row.summary,
    source: row.source,
    severity: row.severity,
    urgency: row.urgency,
    labels: { ...row.labels },
    details: { ...row.details },
    links: row.links,
    images: row.images,
    runbookUrl: row.runbook_url,
    warnings: [...row.warnings],
    eventCount: row.event_count,
    openedAt: formatInstant(row.opened_at),
    lastEventAt: formatInstant(row.last_event_at),
    acknowledgedAt: formatNullable(row.acknowledged_at),
    resolvedAt: formatNullable(row.resolved_at),
  }
}
