// Reads integrations with their keys, as rows.

import type { Instant } from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'

export type IntegrationKeyRow = {
  readonly keyHash: string
  readonly keySealed: string
  readonly createdAt: Instant
  readonly endsAt: Instant | null
  readonly lastEventAt: Instant | null
}

export type IntegrationRow = {
  readonly id: string
  readonly serviceId: string
  readonly name: string
  readonly type: string
  readonly scopeId: string
  readonly createdAt: Instant
  readonly isDeleted: boolean
  /** From the newest to the oldest. */
  readonly keys: readonly IntegrationKeyRow[]
}

export type IntegrationFilter = {
  readonly serviceIds?: readonly string[]
  /** Only what changed after this revision, deleted ones included. */
  readonly since?: number
}

export async function readIntegrations(
  db: Database,
  filter: IntegrationFilter = {},
): Promise<IntegrationRow[]> {
  const { rows } = await db.query<Omit<IntegrationRow, 'keys'>>(INTEGRATIONS, [
    filter.serviceIds ?? null,
    filter.since ?? null,
  ])
  const keys = await db.query<IntegrationKeyRow & { integrationId: string }>(KEYS, [
    rows.map(({ id }) => id),
  ])
  const byIntegration = new Map<string, IntegrationKeyRow[]>()
  for (const { integrationId, ...key } of keys.rows) {
    const list = byIntegration.get(integrationId) ?? []
    list.push(key)
    byIntegration.set(integrationId, list)
  }
  return rows.map((row) => ({ ...row, keys: byIntegration.get(row.id) ?? [] }))
}

/** Which integration, still there, has each of these keys; deleted integrations give theirs up. */
export async function keyOwners(
  db: Database,
  keyHashes: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ keyHash: string; id: string }>(OWNERS, [keyHashes])
  return new Map(rows.map(({ keyHash, id }) => [keyHash, id]))
}

const INTEGRATIONS = `
select id, service_id as "serviceId", name, type, scope_id as "scopeId",
  created_at as "createdAt", deleted_at is not null as "isDeleted"
from integration
where ($1::uuid[] is null or service_id = any ($1))
  and (case when $2::bigint is null then deleted_at is null else revision > $2 end)
order by service_id, name`

const KEYS = `
select integration_id as "integrationId", key_hash as "keyHash", key_sealed as "keySealed",
  created_at as "createdAt", ends_at as "endsAt", last_event_at as "lastEventAt"
from integration_key where integration_id = any ($1::uuid[])
order by ends_at is null desc, created_at desc, ends_at desc, key_hash`

const OWNERS = `
select key_hash as "keyHash", integration.id
from integration_key join integration on integration.id = integration_id
where key_hash = any ($1::text[]) and deleted_at is null`
