// Objects as Opsgenie gives them, with what a test does not care about filled in.

import type { ConfigurationDocument } from '@evenwatch/api'
import type { JsonObject } from '@evenwatch/core'
import { convertOpsgenie } from '../convert-opsgenie.ts'
import {
  OPSGENIE_COLLECTIONS,
  type OpsgenieCollection,
  opsgenieSource,
} from '../opsgenie-source.ts'

export const NOW = Date.parse('2026-02-02T08:00:00Z')
export const KEY = '7d0b6a5e-52a1-4f0f-9a3c-6b1f0e9c4d21'

export type Given = Partial<Record<OpsgenieCollection, readonly JsonObject[]>>

export const user = (name: string, more: JsonObject = {}): JsonObject => ({
  id: `id-${name}`,
  username: `${name}@example.org`,
  fullName: name.toUpperCase(),
  role: { id: 'User', name: 'User' },
  blocked: false,
  timeZone: 'Europe/Vienna',
  ...more,
})
export const ref = (name: string) => ({
  type: 'user',
  id: `id-${name}`,
  username: `${name}@example.org`,
})
export const team = (more: JsonObject = {}): JsonObject => ({
  id: 't1',
  name: 'Ops',
  members: [
    { user: ref('ana'), role: 'admin' },
    { user: ref('ben'), role: 'user' },
  ],
  ...more,
})
export const schedule = (more: JsonObject = {}): JsonObject => ({
  id: 's1',
  name: 'Primary',
  timezone: 'Europe/Vienna',
  enabled: true,
  ownerTeam: { id: 't1', name: 'Ops' },
  rotations: [
    {
      id: 'r1',
      name: 'Weekly',
      startDate: '2026-02-02T08:00:00Z',
      type: 'weekly',
      length: 1,
      participants: [ref('ana'), ref('ben')],
    },
  ],
  ...more,
})
export const rule = (
  minutes: number,
  recipient: JsonObject,
  more: JsonObject = {},
): JsonObject => ({
  condition: 'if-not-acked',
  notifyType: 'default',
  delay: { timeAmount: minutes, timeUnit: 'minutes' },
  recipient,
  ...more,
})
export const escalation = (rules: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  id: 'e1',
  name: 'Ops_escalation',
  ownerTeam: { id: 't1', name: 'Ops' },
  rules,
  ...more,
})
export const TO_SCHEDULE = { type: 'schedule', id: 's1', name: 'Primary' }
export const TO_TEAM = { type: 'team', id: 't1', name: 'Ops' }

export function collectionsOf(given: Given): Record<OpsgenieCollection, readonly unknown[]> {
  const entries = OPSGENIE_COLLECTIONS.map((name) => [name, given[name] ?? []])
  // Every collection has its entry, which the type of `fromEntries` cannot say.
  return Object.fromEntries(entries) as Record<OpsgenieCollection, readonly unknown[]>
}

export function convert(given: Given, refused: readonly string[] = []) {
  const whole = { users: [user('ana'), user('ben')], teams: [team()], ...given }
  return convertOpsgenie(opsgenieSource(collectionsOf(whole), refused), { now: NOW })
}

export type Result = ReturnType<typeof convert>
export const codes = ({ findings }: Result) =>
  findings.map(({ outcome, code, object }) => `${outcome} ${code} ${object.kind} ${object.name}`)

export function documentOf<K extends ConfigurationDocument['kind']>(
  result: Result,
  kind: K,
  name: string,
) {
  const found = result.documents.find((one) => one.kind === kind && one.metadata.name === name)
  // Only documents of this kind were looked through.
  return found as Extract<ConfigurationDocument, { kind: K }> | undefined
}
