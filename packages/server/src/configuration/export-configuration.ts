// Writes everything as documents that applying reads back. Secrets are named by id, never shown.
//
// Overrides are data and are not part of it. People who left are, when something still names them:
// without them the documents could not be applied elsewhere.

import { API_VERSION, KINDS, type Kind } from '@evenwatch/api'
import { userMetadataOf, userSpecOf } from '../people/files/user-spec.ts'
import type { ServerContext } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { type ConfigurationState, loadConfigurationState } from './configuration-state.ts'
import { shown } from './decide-definitions.ts'

export type ExportQuery = { readonly kind?: Kind | undefined; readonly set?: string | undefined }

export async function exportConfiguration(
  { pool }: ServerContext,
  query: ExportQuery,
): Promise<{ documents: unknown[] }> {
  const state = await inTransaction(pool, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only')
    return loadConfigurationState(client)
  })
  const isAsked = (kind: Kind, managedBy: string | null) =>
    (query.kind === undefined || query.kind === kind) &&
    (query.set === undefined || query.set === managedBy)
  return {
    documents: KINDS.flatMap((kind) =>
      kind === 'User' ? userDocuments(state, isAsked) : definitionDocuments(state, kind, isAsked),
    ),
  }
}

type IsAsked = (kind: Kind, managedBy: string | null) => boolean

function userDocuments({ users, definitions }: ConfigurationState, isAsked: IsAsked): unknown[] {
  const texts = definitions.map(({ document }) => JSON.stringify(document))
  return users
    .filter(({ managedBy }) => isAsked('User', managedBy))
    .filter(({ id, deactivatedAt }) => deactivatedAt === null || texts.some((t) => t.includes(id)))
    .map((row) => ({
      apiVersion: API_VERSION,
      kind: 'User',
      metadata: userMetadataOf(row),
      spec: userSpecOf(row),
    }))
}

function definitionDocuments(
  { definitions, integrations, names }: ConfigurationState,
  kind: Kind,
  isAsked: IsAsked,
): unknown[] {
  return definitions
    .filter((one) => one.kind === kind && isAsked(kind, one.managedBy))
    .map((definition) => {
      const { metadata, spec } = shown(definition, names)
      const ways = integrations
        .filter(({ serviceId }) => serviceId === definition.id)
        .map(({ id, name, type }) => ({ name, type, key: { secret: id } }))
      const whole = kind === 'Service' ? { ...spec, integrations: ways } : spec
      return { apiVersion: API_VERSION, kind, metadata, spec: whole }
    })
}
