// Carries out what was planned for a service's integrations, within a change of configuration.

import { formatInstant } from '@evenwatch/core'
import type { Change } from '../platform/definitions/change-definitions.ts'
import { hashToken, type SecretBox } from '../platform/secrets/secret-box.ts'
import { appendTimeline } from '../platform/timeline/append-timeline.ts'
import type { IntegrationAction } from './plan-integrations.ts'
import { readIntegrations } from './read-integrations.ts'

export async function writeIntegrations(
  change: Change,
  secrets: SecretBox,
  serviceId: string,
  actions: readonly IntegrationAction[],
): Promise<void> {
  if (actions.length === 0) return
  const revision = await change.revision()
  const now = formatInstant(change.now)
  for (const action of actions) {
    switch (action.kind) {
      case 'create':
        await change.client.query(CREATE, [
          action.id,
          serviceId,
          action.name,
          action.type,
          revision,
          now,
        ])
        await addKey(change, secrets, action)
        break
      case 'add-key':
        await change.client.query(TOUCH, [action.id, revision])
        await change.client.query(END_KEYS, [action.id, formatInstant(action.othersEndAt)])
        await addKey(change, secrets, action)
        break
      case 'remove':
        await change.client.query(REMOVE, [action.id, revision, now])
        await change.client.query(END_KEYS, [action.id, now])
        break
    }
  }
  await appendTimeline(
    change.client,
    actions.map((action) => ({
      at: change.now,
      subjectKind: 'service',
      subjectId: serviceId,
      kind: RECORD_WORDS[action.kind],
      actor: change.actor,
      data: { integrationId: action.id, name: action.name },
    })),
  )
}

/** For a service that is deleted: its keys end with it. */
export async function removeAllIntegrations(
  change: Change,
  secrets: SecretBox,
  serviceId: string,
): Promise<void> {
  const existing = await readIntegrations(change.client, { serviceIds: [serviceId] })
  const actions = existing.map(({ id, name }) => ({ kind: 'remove', id, name }) as const)
  await writeIntegrations(change, secrets, serviceId, actions)
}

const RECORD_WORDS = {
  create: 'integration-added',
  'add-key': 'integration-key-added',
  remove: 'integration-removed',
} as const

async function addKey(
  { client, now }: Change,
  secrets: SecretBox,
  { id, key }: { readonly id: string; readonly key: string },
): Promise<void> {
  await client.query(ADD_KEY, [hashToken(key), secrets.seal(key), id, formatInstant(now)])
}

const CREATE = `
insert into integration (id, service_id, name, type, scope_id, revision, created_at)
values ($1, $2, $3, $4, $1, $5, $6)`

const TOUCH = 'update integration set revision = $2 where id = $1'

const REMOVE = 'update integration set revision = $2, deleted_at = $3 where id = $1'

const END_KEYS = `
update integration_key set ends_at = least(ends_at, $2::timestamptz) where integration_id = $1`

// Planning has made sure that a key which is there is this integration's own, or a deleted one's.
const ADD_KEY = `
insert into integration_key (key_hash, key_sealed, integration_id, created_at)
values ($1, $2, $3, $4)
on conflict (key_hash) do update set key_sealed = excluded.key_sealed,
  integration_id = excluded.integration_id, created_at = excluded.created_at, ends_at = null`
