// The sentence of each kind of record about teams, schedules, policies and services. The actor and
// the subject are shown beside it.

import type { Json, JsonObject } from '../platform/json.ts'

export const DEFINITION_EVENTS = [
  'created',
  'updated',
  'deleted',
  'reviewed',
  'business-event-added',
  'business-event-cancelled',
  'concern-filed',
  'concern-answered',
  'detached',
  'handoff-note-written',
  'override-created',
  'override-changed',
  'override-cancelled',
  'overrides-cancelled',
  'cover-requested',
  'swap-proposed',
  'covered',
  'swapped',
  'cover-declined',
  'cover-cancelled',
  'cover-undone',
  'taken-over',
  'cover-arranged',
  'temporary-schedule-set',
  'integration-added',
  'integration-key-added',
  'integration-removed',
  'contact-method-changed',
  'calendar-link-created',
  'calendar-link-rotated',
  'calendar-link-revoked',
  'feed-applied',
] as const
export type DefinitionEvent = (typeof DEFINITION_EVENTS)[number]

/** More fields than these are counted. */
const FIELDS_NAMED_MAX = 3

const SENTENCES: { readonly [E in DefinitionEvent]: (data: JsonObject) => string } = {
  created: (data) => `created ${text(data.name)}${inFiles(data)}`,
  updated: (data) => describeUpdate(data),
  deleted: (data) => `deleted ${text(data.name)}${inFiles(data)}`,
  'business-event-added': (data) => `added the business event ${text(data.name)}${whenOf(data)}`,
  'business-event-cancelled': (data) =>
    `cancelled the business event ${text(data.name)}${whenOf(data)}`,
  'concern-filed': (data) =>
    data.anonymous === true ? 'added an anonymous concern' : 'added a concern',
  'concern-answered': () => 'answered a concern',
  reviewed: () => 'reviewed the schedule and left it as it is',
  detached: (data) => `took it out of the files of ${text(data.set)}; the screens manage it now`,
  'handoff-note-written': () => 'left a handoff note',
  'override-created': (data) => `added an override${spanOf(data)}`,
  'override-changed': (data) => `changed an override${spanOf(data)}`,
  'override-cancelled': (data) => `cancelled an override${spanOf(data)}`,
  'overrides-cancelled': (data) => `cancelled overrides that belong together${whenOf(data)}`,
  'cover-requested': (data) => `asked for cover${whenOf(data)}`,
  'swap-proposed': (data) => `proposed a swap${whenOf(data)}`,
  covered: (data) => `took a cover request${whenOf(data)}${despiteOf(data)}`,
  swapped: (data) => `agreed to a swap${whenOf(data)}${despiteOf(data)}`,
  'cover-declined': (data) => `declined a cover request${whenOf(data)}`,
  'cover-cancelled': (data) => `withdrew a cover request${whenOf(data)}`,
  'cover-undone': (data) => `took an acceptance back${whenOf(data)}`,
  'taken-over': (data) => `took the shift over${whenOf(data)}`,
  'cover-arranged': (data) => `arranged cover${whenOf(data)}${despiteOf(data)}`,
  'temporary-schedule-set': (data) => `set a temporary schedule${whenOf(data)}${despiteOf(data)}`,
  'integration-added': (data) => `added the integration ${text(data.name)}`,
  'integration-key-added': (data) => `gave the integration ${text(data.name)} a new key`,
  'integration-removed': (data) => `removed the integration ${text(data.name)}; its keys ended`,
  'calendar-link-created': () => 'added a calendar link to the shifts',
  'calendar-link-rotated': () => 'gave a calendar link a new address; the old one ended',
  'feed-applied': (data) =>
    `changed shifts as the calendar ${text(data.feed)} says: ${text(data.added)} added, ${text(data.changed)} changed, ${text(data.cancelled)} cancelled`,
  'calendar-link-revoked': () => 'removed a calendar link',
  'contact-method-changed': (data) => `changed a contact method (${text(data.channel)})`,
}

/** Null for kinds of other rooms. */
export function describeDefinitionEvent(kind: string, data: JsonObject): string | null {
  const known = DEFINITION_EVENTS.find((one) => one === kind)
  return known === undefined ? null : SENTENCES[known](data)
}

function describeUpdate(data: JsonObject): string {
  const renamed = data.formerName === undefined ? '' : `, until now ${text(data.formerName)}`
  const fields: readonly Json[] = Array.isArray(data.fields) ? data.fields : []
  const named = fields.slice(0, FIELDS_NAMED_MAX).map(text).join(', ')
  const more = fields.length - FIELDS_NAMED_MAX
  const what = fields.length === 0 ? '' : `: ${named}${more > 0 ? ` and ${more} more` : ''}`
  return `changed ${text(data.name)}${renamed}${inFiles(data)}${what}`
}

function inFiles(data: JsonObject): string {
  return data.managedBy === undefined ? '' : ` by the files of ${text(data.managedBy)}`
}

function spanOf(data: JsonObject): string {
  const layer = typeof data.layer === 'string' ? ` of the layer ${data.layer}` : ''
  return `${layer} (${text(data.override)})${whenOf(data)}`
}

function whenOf(data: JsonObject): string {
  return ` from ${text(data.startsAt)} until ${text(data.endsAt)}`
}

/** Limits that were overruled. */
function despiteOf(data: JsonObject): string {
  const codes: readonly Json[] = Array.isArray(data.despite) ? data.despite : []
  return codes.length === 0 ? '' : `, despite ${codes.map(text).join(', ')}`
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? 'unknown')
}
