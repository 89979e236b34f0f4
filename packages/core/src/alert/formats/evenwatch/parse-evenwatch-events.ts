// Reads our own format: `POST /api/v1/events`, one event object or an array of them.
//
// The format is ours, so it is the strict one: a body is taken whole or refused whole, with every
// fault named by its place (`[3].summary`). Values that can be coerced still are, with a warning.

import { isJsonObject, type Json, type JsonObject } from '../../../platform/json.ts'
import {
  EVENT_ACTIONS,
  EVENT_LIMITS,
  type EventAction,
  type InboundEvent,
  type ParsedBody,
} from '../../event.ts'
import { boundDetails } from '../shared/bound-details.ts'
import { collectFaults, type Faults } from '../shared/collect-faults.ts'
import { collectWarnings, quote, type Warnings } from '../shared/collect-warnings.ts'
import { parseJsonBody } from '../shared/parse-json-body.ts'
import { readDedupKey } from '../shared/read-dedup-key.ts'
import { readSeverity } from '../shared/read-severity.ts'
import { readLine } from '../shared/read-text.ts'
import { readTimestamp } from '../shared/read-timestamp.ts'
import { sanitiseLabels } from '../shared/sanitise-labels.ts'
import { readHttpUrl, sanitiseImages, sanitiseLinks } from '../shared/sanitise-links.ts'

/** Events in one request. */
export const EVENWATCH_EVENTS_MAX = 1_000

const FIELDS: ReadonlySet<string> = new Set([
  'action',
  'dedupKey',
  'summary',
  'source',
  'severity',
  'labels',
  'details',
  'links',
  'images',
  'runbookUrl',
  'occurredAt',
])

export function parseEvenwatchEvents(body: string): ParsedBody {
  const json = parseJsonBody(body)
  if (!json.ok) return { kind: 'refused', faults: [json.fault] }

  const entries: readonly Json[] = Array.isArray(json.value) ? json.value : [json.value]
  const faults = collectFaults()
  if (entries.length === 0) faults.add('', 'the array must hold at least one event')
  if (entries.length > EVENWATCH_EVENTS_MAX) {
    faults.add(
      '',
      `at most ${EVENWATCH_EVENTS_MAX} events in one request; there are ${entries.length}`,
    )
    return { kind: 'refused', faults: faults.list() }
  }

  const events: InboundEvent[] = []
  entries.forEach((entry, index) => {
    const place = Array.isArray(json.value) ? `[${index}]` : ''
    if (isJsonObject(entry)) events.push(readEvent(entry, place, json.warnings, faults))
    else faults.add(place, 'an event must be a JSON object', '{ "summary": "Disk full on db-1" }')
  })
  const found = faults.list()
  return found.length > 0 ? { kind: 'refused', faults: found } : { kind: 'events', events }
}

function readEvent(
  entry: JsonObject,
  place: string,
  inherited: readonly string[],
  faults: Faults,
): InboundEvent {
  const warnings = collectWarnings(inherited)
  const at = (field: string): string => (place === '' ? field : `${place}.${field}`)

  const action = readAction(entry.action, at('action'), faults)
  const dedupKey = readDedupKey('dedupKey', entry.dedupKey, warnings)
  const summary = readLine('summary', entry.summary, EVENT_LIMITS.summaryChars, warnings)
  if (action === 'trigger' && summary === '') {
    faults.add(at('summary'), 'a trigger needs a summary', 'Disk full on db-1')
  }
  if (action !== 'trigger' && dedupKey === null) {
    faults.add(at('dedupKey'), `to ${action}, name the alert by its dedupKey`, 'db-1/disk')
  }
  return {
    action,
    dedupKey,
    summary,
    source: readLine('source', entry.source, EVENT_LIMITS.sourceChars, warnings),
    severity: action === 'trigger' ? readSeverity(entry.severity, warnings) : null,
    labels: sanitiseLabels('labels', entry.labels, warnings),
    details: readDetails(entry, warnings),
    links: sanitiseLinks('links', entry.links, warnings),
    images: sanitiseImages('images', entry.images, warnings),
    runbookUrl: readHttpUrl('runbookUrl', entry.runbookUrl, warnings),
    occurredAt: readTimestamp('occurredAt', entry.occurredAt, warnings),
    warnings: warnings.list(),
  }
}

function readAction(value: Json | undefined, field: string, faults: Faults): EventAction {
  if (value === undefined || value === null) return 'trigger'
  const word = typeof value === 'string' ? value.trim().toLowerCase() : ''
  const action = EVENT_ACTIONS.find((known) => known === word)
  // An action that we do not know could mean anything: guessing might page or close wrongly.
  if (action === undefined) {
    faults.add(
      field,
      `must be one of ${EVENT_ACTIONS.join(', ')}; it is ${quote(value)}`,
      'trigger',
    )
  }
  return action ?? 'trigger'
}

/** The details as sent; a bare value under `text`, and fields that the format does not know. */
function readDetails(entry: JsonObject, warnings: Warnings): JsonObject {
  const given = entry.details ?? {}
  const unknown = Object.entries(entry).filter(([name]) => !FIELDS.has(name))
  const details = isJsonObject(given) ? given : { text: given }
  if (unknown.length === 0) return boundDetails(details, warnings)
  const names = unknown.map(([name]) => quote(name)).join(', ')
  warnings.add(`Unknown fields were kept under details: ${names}.`)
  // A field that details already has keeps the value given there.
  return boundDetails({ ...Object.fromEntries(unknown), ...details }, warnings)
}
