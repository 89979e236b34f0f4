// The sentence of each kind of record about teams, schedules, policies and services. The actor and
// the subject are shown beside it.

import type { Json, JsonObject } from '../platform/json.ts'

export const DEFINITION_EVENTS = [
  'created',
  'updated',
  'deleted',
  'detached',
  'override-created',
  'override-changed',
  'override-cancelled',
  'integration-added',
  'integration-key-added',
  'integration-removed',
  'contact-method-changed',
] as const
export type DefinitionEvent = (typeof DEFINITION_EVENTS)[number]

/** More fields than these are counted. */
const FIELDS_NAMED_MAX = 3

const SENTENCES: { readonly [E in DefinitionEvent]: (data: JsonObject) => string } = {
  created: (data) => `created ${text(data.name)}${inFiles(data)}`,
  updated: (data) => describeUpdate(data),
  deleted: (data) => `deleted ${text(data.name)}${inFiles(data)}`,
  detached: (data) => `took it out of the files of ${text(data.set)}; the screens manage it now`,
  'override-created': (data) => `added an override${spanOf(data)}`,
  'override-changed': (data) => `changed an override${spanOf(data)}`,
  'override-cancelled': (data) => `cancelled an override${spanOf(data)}`,
  'integration-added': (data) => `added the integration ${text(data.name)}`,
  'integration-key-added': (data) => `gave the integration ${text(data.name)} a new key`,
  'integration-removed': (data) => `removed the integration ${text(data.name)}; its keys ended`,
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
  return `${layer} (${text(data.override)}) from ${text(data.startsAt)} until ${text(data.endsAt)}`
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? 'unknown')
}
