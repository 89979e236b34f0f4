// Reads PagerDuty Events API v2, so that senders made for it work with nothing but a new address.
//
// Error texts are PagerDuty's own where known, because people search for them. Softer than the
// original in one way: a value that is present but unusable (an empty template, an unknown severity)
// keeps the alert and leaves a warning, for a lost page costs more than an untidy one.
// The routing key is returned beside the events: who it belongs to is not decided here.

import { isJsonObject, type Json, type JsonObject } from '../../../platform/json.ts'
import {
  EVENT_ACTIONS,
  EVENT_LIMITS,
  type EventAction,
  type EventLink,
  type InboundEvent,
  type ParsedBody,
} from '../../event.ts'
import { boundDetails } from '../shared/bound-details.ts'
import { collectFaults, type Faults } from '../shared/collect-faults.ts'
import { collectWarnings, type Warnings } from '../shared/collect-warnings.ts'
import { parseJsonBody } from '../shared/parse-json-body.ts'
import { readDedupKey } from '../shared/read-dedup-key.ts'
import { readSeverity } from '../shared/read-severity.ts'
import { readLine, scalarText } from '../shared/read-text.ts'
import { readTimestamp } from '../shared/read-timestamp.ts'
import { sanitiseLabels } from '../shared/sanitise-labels.ts'
import { addLink, readHttpUrl, sanitiseImages, sanitiseLinks } from '../shared/sanitise-links.ts'

export const PAGERDUTY_DEDUP_KEY_CHARS = 255

/** `routingKey` is null when the body names none; a trigger's dedup key may be null, too. */
export type ParsedEventsV2 = ParsedBody & { readonly routingKey: string | null }

export function parseEventsV2(body: string): ParsedEventsV2 {
  const json = parseJsonBody(body)
  if (!json.ok) {
    const fault = { ...json.fault, rule: 'JSON parse error' }
    return { kind: 'refused', faults: [fault], routingKey: null }
  }
  if (!isJsonObject(json.value)) {
    const fault = { field: '', rule: 'Event object format is unrecognized' }
    return { kind: 'refused', faults: [fault], routingKey: null }
  }
  const faults = collectFaults()
  const warnings = collectWarnings(json.warnings)
  const event = readEvent(json.value, faults, warnings)
  const routingKey = routingKeyOf(json.value)
  const found = faults.list()
  return found.length > 0
    ? { kind: 'refused', faults: found, routingKey }
    : { kind: 'events', events: [event], routingKey }
}

/** The body's routing key alone, for a caller that wants it before anything else. */
export function readRoutingKey(body: string): string | null {
  const json = parseJsonBody(body)
  return json.ok && isJsonObject(json.value) ? routingKeyOf(json.value) : null
}

function routingKeyOf(event: JsonObject): string | null {
  // `service_key` is what Events v1 called it; some v2 scripts never changed the name.
  const key = scalarText(event.routing_key ?? event.service_key)
  return key === undefined || key.trim() === '' ? null : key
}

function readEvent(event: JsonObject, faults: Faults, warnings: Warnings): InboundEvent {
  const action = readAction(event.event_action, faults)
  const dedupKey = readKey(event.dedup_key, action, faults, warnings)
  const payload = readPayload(event.payload, action, faults)
  const isTrigger = action === 'trigger'
  const source = readLine('payload.source', payload.source, EVENT_LIMITS.sourceChars, warnings)
  return {
    action: action ?? 'trigger',
    dedupKey,
    summary: readSummary(payload, source, isTrigger, warnings),
    source,
    severity: isTrigger ? readSeverity(payload.severity, warnings) : null,
    labels: sanitiseLabels('labels', labelsOf(payload, source), warnings),
    details: readDetails(event, payload, warnings),
    links: readLinks(event, warnings),
    images: sanitiseImages('images', event.images, warnings),
    runbookUrl: null,
    occurredAt: readTimestamp('payload.timestamp', payload.timestamp, warnings),
    warnings: warnings.list(),
  }
}

function readAction(value: Json | undefined, faults: Faults): EventAction | null {
  const word = (scalarText(value) ?? '').trim().toLowerCase()
  const action = EVENT_ACTIONS.find((known) => known === word)
  if (action !== undefined) return action
  const rule =
    word === ''
      ? `'event_action' is missing or blank`
      : `'event_action' is incorrect (should be one of ${EVENT_ACTIONS.join(', ')})`
  faults.add('event_action', rule, 'trigger')
  return null
}

function readKey(
  value: Json | undefined,
  action: EventAction | null,
  faults: Faults,
  warnings: Warnings,
): string | null {
  const key = readDedupKey('dedup_key', value, warnings)
  if (key === null && action !== null && action !== 'trigger') {
    faults.add('dedup_key', `'dedup_key' is missing or blank`, 'db-1/disk')
  }
  // PagerDuty refuses these, too; shortening one would answer with a key the sender never sent.
  if (key !== null && key.length > PAGERDUTY_DEDUP_KEY_CHARS) {
    const most = PAGERDUTY_DEDUP_KEY_CHARS
    const rule = `Length of 'dedup_key' is incorrect (should be at most ${most} characters)`
    faults.add('dedup_key', rule, 'db-1/disk')
  }
  return key
}

/** The payload, empty when it is absent from an event that does not need one. */
function readPayload(
  value: Json | undefined,
  action: EventAction | null,
  faults: Faults,
): JsonObject {
  if (isJsonObject(value)) {
    if (action !== 'trigger') return value
    for (const field of ['summary', 'source'] as const) {
      if (value[field] !== undefined && value[field] !== null) continue
      faults.add(`payload.${field}`, `'payload.${field}' is missing or blank`, EXAMPLES[field])
    }
    return value
  }
  const isAbsent = value === undefined || value === null
  if (action === 'trigger' || !isAbsent) {
    const rule = isAbsent ? `'payload' is missing or blank` : `'payload' must be an object`
    faults.add('payload', rule, '{ "summary": "Disk full", "source": "db-1", "severity": "error" }')
  }
  return {}
}

const EXAMPLES = { summary: 'Disk full on db-1', source: 'db-1' } as const

function readSummary(
  payload: JsonObject,
  source: string,
  isTrigger: boolean,
  warnings: Warnings,
): string {
  const limit = EVENT_LIMITS.summaryChars
  const summary = readLine('payload.summary', payload.summary, limit, warnings)
  if (summary !== '' || !isTrigger) return summary
  warnings.add('payload.summary was blank.')
  return source === '' ? 'Alert without a summary' : `Alert without a summary from ${source}`
}

/** What the payload says in fields of its own; blank ones say nothing. */
function labelsOf(payload: JsonObject, source: string): JsonObject {
  const labels: { [name: string]: Json } = {}
  if (source !== '') labels.source = source
  for (const name of ['component', 'group', 'class']) {
    const value = payload[name]
    if (value !== undefined && value !== null && value !== '') labels[name] = value
  }
  return labels
}

/** `custom_details` may be any JSON; what is no object is kept under a name that says so. */
function readDetails(event: JsonObject, payload: JsonObject, warnings: Warnings): JsonObject {
  const custom = payload.custom_details ?? {}
  const details = isJsonObject(custom)
    ? custom
    : { [typeof custom === 'string' ? 'text' : 'value']: custom }
  const hasClient = typeof event.client === 'string' && event.client !== ''
  // With an address the client is a link; without one its name is still worth knowing.
  if (!hasClient || event.client_url || details.client !== undefined) {
    return boundDetails(details, warnings)
  }
  return boundDetails({ ...details, client: event.client ?? '' }, warnings)
}

function readLinks(event: JsonObject, warnings: Warnings): readonly EventLink[] {
  const links = sanitiseLinks('links', event.links, warnings)
  const client = readLine('client', event.client, EVENT_LIMITS.linkTextChars, warnings)
  const url = readHttpUrl('client_url', event.client_url, warnings)
  addLink(links, url, client === '' ? 'Client' : client)
  return links
}
