// Everything that planning compares documents with, read within one transaction.

import type { Override } from '@evenwatch/core'
import { countOpenGroups } from '../alert/count-open-groups.ts'
import { type IntegrationRow, readIntegrations } from '../catalog/read-integrations.ts'
import { readMethodSecrets } from '../people/files/read-method-secrets.ts'
import { selectUsers, type UserRow } from '../people/users/user-view.ts'
import type { Database, Definition, Names } from '../platform/definitions/definition.ts'
import { loadDefinitions } from '../platform/definitions/list-definitions.ts'
import { loadDefinitionNames } from '../platform/definitions/names.ts'
import { findOverrides, overrideOf } from '../schedule/find-overrides.ts'

export type ConfigurationState = {
  readonly users: readonly UserRow[]
  readonly definitions: readonly Definition[]
  readonly integrations: readonly IntegrationRow[]
  readonly overrides: ReadonlyMap<string, readonly Override[]>
  /** Sealed, by contact method. */
  readonly methodSecrets: ReadonlyMap<string, string>
  /** Open alert groups by service. */
  readonly openGroups: ReadonlyMap<string, number>
  readonly names: Names
}

export async function loadConfigurationState(db: Database): Promise<ConfigurationState> {
  const users = await selectUsers(db, 'order by u.name', [])
  const definitions = await loadDefinitions(db)
  const overrides = new Map<string, Override[]>()
  for (const row of await findOverrides(db, {})) {
    const list = overrides.get(row.scheduleId) ?? []
    list.push(overrideOf(row))
    overrides.set(row.scheduleId, list)
  }
  const serviceIds = definitions.filter(({ kind }) => kind === 'Service').map(({ id }) => id)
  return {
    users,
    definitions,
    integrations: await readIntegrations(db),
    overrides,
    methodSecrets: await readMethodSecrets(db),
    openGroups: await countOpenGroups(db, serviceIds),
    names: await loadDefinitionNames(db, users),
  }
}
