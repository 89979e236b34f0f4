// Shows an integration: its keys in clear to those who may edit the service, and where to post.

import { type addIntegration, type CallOutput, INTEGRATION_TYPES } from '@evenwatch/api'
import { assert, formatInstant } from '@evenwatch/core'
import type { SecretBox } from '../platform/secrets/secret-box.ts'
import type { IntegrationRow } from './read-integrations.ts'

export type IntegrationView = CallOutput<typeof addIntegration>
type IntegrationType = IntegrationView['type']

/** `opener` is null for those who may not see keys. */
export function integrationView(
  row: IntegrationRow,
  opener: SecretBox | null,
  publicUrl: string,
): IntegrationView {
  const type = INTEGRATION_TYPES.find((one) => one === row.type)
  assert(type !== undefined, `${row.type} is a type of integration`)
  const keys = row.keys.map((one) => ({
    key: opener === null ? null : opener.open(one.keySealed),
    createdAt: formatInstant(one.createdAt),
    endsAt: one.endsAt === null ? null : formatInstant(one.endsAt),
    lastEventAt: one.lastEventAt === null ? null : formatInstant(one.lastEventAt),
  }))
  const newest = keys[0]?.key ?? null
  const url = newest === null ? null : urlOf(type, newest, publicUrl)
  return { id: row.id, name: row.name, type, keys, url }
}

function urlOf(type: IntegrationType, key: string, publicUrl: string): string {
  switch (type) {
    case 'alertmanager':
      return `${publicUrl}/in/alertmanager/${encodeURIComponent(key)}`
    case 'pagerduty':
      return `${publicUrl}/v2/enqueue`
    case 'events':
      return `${publicUrl}/api/v1/events`
  }
}
