// The sentence of each kind of record that the people room writes. The actor and the subject are
// shown beside it. Data holds ids, counts and field names, never addresses or names: personal data
// stands in the tables that erasing a person blanks, so the record survives it.

import { isJsonObject, type Json, type JsonObject } from '../platform/json.ts'

export const PEOPLE_EVENTS = [
  'installation-set-up',
  'user-created',
  'user-changed',
  'user-deactivated',
  'user-reactivated',
  'password-set',
  'signed-in',
  'signed-out',
  'sign-in-failed',
  'contact-method-added',
  'contact-method-removed',
  'contact-method-verified',
  'notification-rules-set',
  'area-stated',
  'area-removed',
  'token-created',
  'token-revoked',
  'absence-added',
  'absence-changed',
  'absence-cancelled',
] as const
export type PeopleEvent = (typeof PEOPLE_EVENTS)[number]

export function isPeopleEvent(kind: string): kind is PeopleEvent {
  return PEOPLE_EVENTS.some((known) => known === kind)
}

const SENTENCES: { readonly [E in PeopleEvent]: (data: JsonObject) => string } = {
  'installation-set-up': () => 'created the first administrator',
  'user-created': (data) => `added the person as ${text(data.role)}`,
  'user-changed': (data) => describeChange(data),
  'user-deactivated': (data) =>
    `deactivated the person, ending ${count(data.sessions, 'session')} and ${count(data.tokens, 'token')}`,
  'user-reactivated': () => 'brought the person back',
  'password-set': (data) => `set the password, ending ${count(data.sessions, 'other session')}`,
  'signed-in': (data) => `signed in from ${text(data.network)}`,
  'signed-out': () => 'signed out',
  'sign-in-failed': (data) => describeFailure(data),
  'contact-method-added': (data) => `added a contact method (${text(data.channel)})`,
  'contact-method-removed': (data) =>
    `removed a contact method (${text(data.channel)}) and ${count(data.rules, 'notification rule')}`,
  'contact-method-verified': (data) => `proved that a contact method works (${text(data.channel)})`,
  'notification-rules-set': (data) =>
    `set the notification rules: ${amount(data.high)} for high urgency, ${amount(data.low)} for low`,
  'area-stated': (data) => `stated the depth ${text(data.depth)} for the area ${text(data.area)}`,
  'area-removed': (data) => `took back what was stated about the area ${text(data.area)}`,
  'token-created': (data) => `created an API token with the role ${text(data.role)}`,
  'token-revoked': () => 'revoked an API token',
  'absence-added': (data) =>
    `noted an absence from ${text(data.startsAt)} until ${text(data.endsAt)}`,
  'absence-changed': (data) =>
    `changed an absence: from ${text(data.startsAt)} until ${text(data.endsAt)}`,
  'absence-cancelled': (data) =>
    `cancelled the absence from ${text(data.startsAt)} until ${text(data.endsAt)}`,
}

/** Null for kinds of other rooms. */
export function describePeopleEvent(kind: string, data: JsonObject): string | null {
  return isPeopleEvent(kind) ? SENTENCES[kind](data) : null
}

function describeChange(data: JsonObject): string {
  const fields = Array.isArray(data.fields) ? data.fields.map(text).join(', ') : 'the person'
  if (!isJsonObject(data.role)) return `changed ${fields}`
  return `changed ${fields}: role from ${text(data.role.from)} to ${text(data.role.to)}`
}

function describeFailure(data: JsonObject): string {
  const reason =
    data.reason === 'unknown-person'
      ? 'nobody has this name or address'
      : data.reason === 'deactivated'
        ? 'the person is deactivated'
        : 'wrong password'
  const refused = data.last === true ? '; further attempts are refused for a while' : ''
  return `failed to sign in from ${text(data.network)}: ${reason}${refused}`
}

function text(value: Json | undefined): string {
  return typeof value === 'string' && value !== '' ? value : 'unknown'
}

function amount(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}

function count(value: Json | undefined, noun: string): string {
  const many = amount(value)
  return `${many} ${noun}${many === 1 ? '' : 's'}`
}
