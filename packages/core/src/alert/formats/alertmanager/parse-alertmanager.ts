// Reads Prometheus Alertmanager's webhook, version 4: one event per alert of the notification.
//
// Alertmanager repeats the whole group with every notification; the fingerprint makes that harmless.
// Events keep the order in which the alerts came. Versions and fields that we do not know are taken
// with a warning or silently; only a payload of another shape (a custom template) is refused.

import { isJsonObject, type Json, type JsonObject } from '../../../platform/json.ts'
import { EVENT_LIMITS, type EventAction, type InboundEvent, type ParsedBody } from '../../event.ts'
import { boundDetails } from '../shared/bound-details.ts'
import { collectFaults, type Faults } from '../shared/collect-faults.ts'
import { collectWarnings, quote, type Warnings } from '../shared/collect-warnings.ts'
import { parseJsonBody } from '../shared/parse-json-body.ts'
import { boundKey, readDedupKey } from '../shared/read-dedup-key.ts'
import { readLine } from '../shared/read-text.ts'
import { isZeroTime, readTimestamp } from '../shared/read-timestamp.ts'
import { type Labels, sanitiseLabels } from '../shared/sanitise-labels.ts'
import { readHttpUrl } from '../shared/sanitise-links.ts'
import { readAlertLinks } from './read-alert-links.ts'
import { readAlertSeverity } from './read-alert-severity.ts'

/** Alerts of one notification that are read; what is beyond is left out, with a warning. */
export const ALERTMANAGER_ALERTS_MAX = 10_000
const VERSION = '4'

export function parseAlertmanager(body: string): ParsedBody {
  const json = parseJsonBody(body)
  if (!json.ok) return { kind: 'refused', faults: [json.fault] }
  const faults = collectFaults()
  if (!isJsonObject(json.value)) {
    faults.add('', 'the body must be a webhook object of Alertmanager', '{ "alerts": [ … ] }')
    return { kind: 'refused', faults: faults.list() }
  }
  const notification = json.value
  const alerts = notification.alerts
  if (!isList(alerts)) {
    faults.add('alerts', 'must be the list of alerts', '[{ "status": "firing", "labels": {} }]')
    return { kind: 'refused', faults: faults.list() }
  }
  const common = [...json.warnings, ...commonWarnings(notification, alerts.length)]
  const events: InboundEvent[] = []
  alerts.slice(0, ALERTMANAGER_ALERTS_MAX).forEach((alert, index) => {
    const place = `alerts[${index}]`
    if (isJsonObject(alert)) events.push(readAlert(alert, place, notification, common, faults))
    else faults.add(place, 'must be an object', '{ "status": "firing", "labels": {} }')
  })
  const found = faults.list()
  return found.length > 0 ? { kind: 'refused', faults: found } : { kind: 'events', events }
}

/** What is true of the whole notification stands on each of its alerts: any may be the one seen. */
function commonWarnings(notification: JsonObject, alertCount: number): readonly string[] {
  const warnings: string[] = []
  if (notification.version !== VERSION) {
    const said = quote(notification.version ?? null)
    warnings.push(`Webhook version ${said} was read as version ${VERSION}.`)
  }
  const truncated = Number(notification.truncatedAlerts)
  if (truncated > 0) {
    warnings.push(`Alertmanager left ${truncated} alerts out of this notification (max_alerts).`)
  }
  if (alertCount > ALERTMANAGER_ALERTS_MAX) {
    warnings.push(
      `${alertCount - ALERTMANAGER_ALERTS_MAX} alerts of this notification were left out.`,
    )
  }
  return warnings
}

function readAlert(
  alert: JsonObject,
  place: string,
  notification: JsonObject,
  common: readonly string[],
  faults: Faults,
): InboundEvent {
  const warnings = collectWarnings(common)
  if (!isJsonObject(alert.labels)) {
    faults.add(`${place}.labels`, 'must be the labels of the alert', '{ "alertname": "DiskFull" }')
  }
  const action = readStatus(alert.status ?? notification.status, `${place}.status`, faults)
  const labels = sanitiseLabels('labels', alert.labels, warnings)
  const annotations = isJsonObject(alert.annotations) ? alert.annotations : {}
  const runbook = annotations.runbook_url || annotations.runbook
  return {
    action,
    dedupKey: readDedupKey('fingerprint', alert.fingerprint, warnings) ?? keyOfLabels(labels),
    summary: readSummary(labels, annotations, notification, warnings),
    source: readLine('source', sourceOf(labels), EVENT_LIMITS.sourceChars, warnings),
    severity: action === 'trigger' ? readAlertSeverity(labels.severity, warnings) : null,
    labels,
    details: boundDetails(detailsOf(alert, annotations, notification), warnings),
    links: readAlertLinks(alert, annotations, notification, warnings),
    images: [],
    runbookUrl: readHttpUrl('annotations.runbook_url', runbook, warnings),
    occurredAt: readMoment(alert, action, warnings),
    warnings: warnings.list(),
  }
}

function readStatus(value: Json | undefined, field: string, faults: Faults): EventAction {
  if (value === 'firing') return 'trigger'
  if (value === 'resolved') return 'resolve'
  faults.add(field, 'must be "firing" or "resolved"', 'firing')
  return 'trigger'
}

/** Alerts without a fingerprint (old or custom senders) are told apart by all of their labels. */
function keyOfLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  return boundKey(`labels:${pairs.sort().join(',')}`, EVENT_LIMITS.dedupKeyChars)
}

function readSummary(
  labels: Labels,
  annotations: JsonObject,
  notification: JsonObject,
  warnings: Warnings,
): string {
  for (const name of ['summary', 'title', 'description', 'message']) {
    const line = readLine(name, annotations[name], EVENT_LIMITS.summaryChars, warnings)
    if (line !== '') return line
  }
  const shared = isJsonObject(notification.commonLabels) ? notification.commonLabels : {}
  const name = labels.alertname ?? shared.alertname
  const line = readLine('alertname', name, EVENT_LIMITS.summaryChars, warnings)
  const where = sourceOf(labels)
  if (line !== '' && where === '') return line
  const title = line === '' ? 'Alert without a name' : line
  return readLine('summary', where === '' ? title : `${title} on ${where}`, 1_024, warnings)
}

function sourceOf(labels: Labels): string {
  return labels.instance || labels.host || labels.job || ''
}

function detailsOf(
  alert: JsonObject,
  annotations: JsonObject,
  notification: JsonObject,
): JsonObject {
  const details: { [name: string]: Json } = { annotations }
  if (alert.status !== undefined) details.status = alert.status
  for (const name of ['groupKey', 'receiver', 'truncatedAlerts'] as const) {
    const value = notification[name]
    if (value !== undefined) details[name] = value
  }
  return details
}

/** A firing alert happened when it started, a resolved one when it ended. */
function readMoment(alert: JsonObject, action: EventAction, warnings: Warnings) {
  const ended = action === 'resolve' && !isZeroTime(alert.endsAt)
  if (ended && alert.endsAt !== undefined) return readTimestamp('endsAt', alert.endsAt, warnings)
  if (isZeroTime(alert.startsAt)) return null
  return readTimestamp('startsAt', alert.startsAt, warnings)
}

// Array.isArray does not narrow a readonly array out of the union.
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
