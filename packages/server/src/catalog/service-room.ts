// Services as definitions, with their integrations. Replacing a service adds the integrations that
// are new and keeps the others; removing one is a call of its own, because it cuts a sender off.

import {
  type ServiceDocument,
  type ServiceSpec,
  type ServiceView,
  serviceDocumentOf,
  serviceSpecOf,
} from '@evenwatch/api'
import { countOpenGroups } from '../alert/count-open-groups.ts'
import { readNames } from '../people/read-names.ts'
import type { ServerContext } from '../platform/context.ts'
import type { Change } from '../platform/definitions/change-definitions.ts'
import type { DefinitionRoom } from '../platform/definitions/definition-room.ts'
import { referrersOf } from '../platform/definitions/referrers-of.ts'
import { mayEditTeam } from '../platform/http/principal.ts'
import { refuse } from '../platform/http/refusal.ts'
import { hashToken } from '../platform/secrets/secret-box.ts'
import { integrationView } from './integration-view.ts'
import {
  type IntegrationPlan,
  type IntegrationSpec,
  planIntegrations,
} from './plan-integrations.ts'
import { keyOwners, readIntegrations } from './read-integrations.ts'
import { removeAllIntegrations, writeIntegrations } from './write-integrations.ts'

export type ServiceRoom = DefinitionRoom<ServiceSpec, ServiceDocument, ServiceView>

export function createServiceRoom({ secrets, config }: ServerContext): ServiceRoom {
  return {
    kind: 'Service',
    readNames,
    read: async ({ metadata, spec, names }) => serviceDocumentOf(metadata, spec, names.idOf),
    teamOf: (_id, document) => document.teamId,
    usedBy: async (db, { id }) => {
      const referrers = (await referrersOf(db, id)).map(({ name }) => name)
      const open = (await countOpenGroups(db, [id])).get(id) ?? 0
      return open === 0 ? referrers : [...referrers, `${open} open alert groups`]
    },
    views: async (db, definitions, { nameOf }, principal) => {
      const serviceIds = definitions.map(({ id }) => id)
      const integrations = await readIntegrations(db, { serviceIds })
      return definitions.map((definition) => {
        const { id, name, document, managedBy, version } = definition
        const opener = mayEditTeam(principal, document.teamId) ? secrets : null
        return {
          id,
          name,
          displayName: document.displayName,
          labels: document.labels,
          spec: serviceSpecOf(document, nameOf),
          integrations: integrations
            .filter(({ serviceId }) => serviceId === id)
            .map((one) => integrationView(one, opener, config.publicUrl)),
          managedBy,
          version,
        }
      })
    },
    afterWrite: async (change, { id }, spec) => {
      const plan = await planNewIntegrations(change, id, spec.integrations)
      if (plan.faults.length > 0) return refuse('invalid-request', { fields: [...plan.faults] })
      await writeIntegrations(change, secrets, id, plan.actions)
      return undefined
    },
    afterDelete: (change, { id }) => removeAllIntegrations(change, secrets, id),
  }
}

/** For calls that add to a service's integrations and leave the others alone. */
export async function planNewIntegrations(
  change: Change,
  serviceId: string,
  wanted: readonly IntegrationSpec[],
): Promise<IntegrationPlan> {
  const hashes = wanted.flatMap(({ key }) => (typeof key === 'string' ? [hashToken(key)] : []))
  return planIntegrations({
    wanted,
    existing: await readIntegrations(change.client, { serviceIds: [serviceId] }),
    keyOwners: await keyOwners(change.client, hashes),
    removesOthers: false,
    now: change.now,
    newId: change.newId,
  })
}
