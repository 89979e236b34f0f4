// Everything a snapshot is made of, read in one consistent view of the database: all of it the
// first time, then only what changed since.

import type { Instant, Override, Person } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import { type IntegrationRow, readIntegrations } from '../../catalog/read-integrations.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import {
  type ChangedDefinition,
  loadChangedDefinitions,
} from '../../platform/definitions/load-changed-definitions.ts'
import {
  findOverrides,
  overrideOf,
  schedulesOverriddenSince,
} from '../../schedule/find-overrides.ts'
import { OVERRIDES_KEPT_MS } from '../../schedule/plan-of-schedule.ts'

/** What the people room supplies. */
export type DirectoryLoaders = {
  /** Everybody, deactivated people included. */
  loadPeople(db: ClientBase): Promise<{
    readonly people: ReadonlyMap<string, Person>
    readonly administratorIds: readonly string[]
  }>
}

export type DirectoryRows = {
  readonly revision: number
  readonly definitions: readonly ChangedDefinition[]
  /** Of each schedule whose overrides changed: all that stand, in position order. */
  readonly overrides: ReadonlyMap<string, readonly Override[]>
  readonly integrations: readonly IntegrationRow[]
  readonly people: ReadonlyMap<string, Person>
  readonly administratorIds: readonly string[]
}

export async function currentRevision(db: ClientBase | Pool): Promise<number> {
  const { rows } = await db.query<{ revision: number }>({
    name: 'config-revision',
    text: 'select revision from config_revision',
  })
  return rows[0]?.revision ?? 0
}

/** Null when nothing is newer. */
export function loadDirectoryRows(
  pool: Pool,
  loaders: DirectoryLoaders,
  since: number,
  now: Instant,
): Promise<DirectoryRows | null> {
  return inTransaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only')
    const revision = await currentRevision(client)
    if (revision <= since) return null
    return {
      revision,
      definitions: await loadChangedDefinitions(client, since),
      overrides: await loadChangedOverrides(client, since, now),
      integrations: await readIntegrations(client, { since }),
      ...(await loaders.loadPeople(client)),
    }
  })
}

async function loadChangedOverrides(client: ClientBase, since: number, now: Instant) {
  const scheduleIds = await schedulesOverriddenSince(client, since)
  const overrides = new Map<string, Override[]>(scheduleIds.map((id) => [id, []]))
  const endsAfter = now - OVERRIDES_KEPT_MS
  for (const row of await findOverrides(client, { scheduleIds, endsAfter })) {
    overrides.get(row.scheduleId)?.push(overrideOf(row))
  }
  return overrides
}
