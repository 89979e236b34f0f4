// Adding and removing a service's integrations, and giving one a new key.

import type { ServiceDocument } from '@evenwatch/api'
import { assert, type Instant } from '@evenwatch/core'
import type { ServerContext } from '../platform/context.ts'
import { type Change, changeDefinitions } from '../platform/definitions/change-definitions.ts'
import type { Definition } from '../platform/definitions/definition.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { formatActor, mayEditTeam, type Principal } from '../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../platform/http/refusal.ts'
import { type IntegrationView, integrationView } from './integration-view.ts'
import { newIntegrationKey } from './new-integration-key.ts'
import type { IntegrationSpec } from './plan-integrations.ts'
import { type IntegrationRow, readIntegrations } from './read-integrations.ts'
import { planNewIntegrations } from './service-room.ts'
import { writeIntegrations } from './write-integrations.ts'

type Service = Definition<ServiceDocument>

export function addIntegration(
  context: ServerContext,
  principal: Principal,
  ref: string,
  spec: IntegrationSpec,
): Promise<IntegrationView | Refusal> {
  return onService(context, principal, ref, async (change, service, existing) => {
    if (service.managedBy !== null) return inFiles(service.managedBy)
    if (existing.some(({ name }) => name === spec.name)) {
      return refuse('name-taken', { detail: `${service.name} has an integration ${spec.name}.` })
    }
    const plan = await planNewIntegrations(change, service.id, [spec])
    if (plan.faults.length > 0) {
      const fields = plan.faults.map((fault) => ({
        ...fault,
        field: fault.field.replace('spec.integrations[0].', ''),
      }))
      return refuse('invalid-request', { fields })
    }
    await writeIntegrations(change, context.secrets, service.id, plan.actions)
    return shown(context, change, service, spec.name)
  })
}

export function removeIntegration(
  context: ServerContext,
  principal: Principal,
  ref: string,
  integrationRef: string,
): Promise<Record<string, never> | Refusal> {
  return onService(context, principal, ref, async (change, service, existing) => {
    const found = findIntegration(existing, integrationRef)
    if (isRefusal(found)) return found
    if (service.managedBy !== null) return inFiles(service.managedBy)
    const { id, name } = found
    await writeIntegrations(change, context.secrets, service.id, [{ kind: 'remove', id, name }])
    return {}
  })
}

export function addIntegrationKey(
  context: ServerContext,
  principal: Principal,
  ref: string,
  integrationRef: string,
  othersEndAt: Instant,
): Promise<IntegrationView | Refusal> {
  return onService(context, principal, ref, async (change, service, existing) => {
    const found = findIntegration(existing, integrationRef)
    if (isRefusal(found)) return found
    const { id, name } = found
    await writeIntegrations(change, context.secrets, service.id, [
      { kind: 'add-key', id, name, key: newIntegrationKey(), othersEndAt },
    ])
    return shown(context, change, service, name)
  })
}

function onService<Result>(
  context: ServerContext,
  principal: Principal,
  ref: string,
  work: (
    change: Change,
    service: Service,
    existing: readonly IntegrationRow[],
  ) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const service = await findDefinition<ServiceDocument>(change.client, 'Service', ref)
    if (!service) return refuse('not-found')
    if (!mayEditTeam(principal, service.document.teamId)) {
      return refuse('not-allowed', {
        detail: 'Only a lead of its team or a manager may change it.',
      })
    }
    const existing = await readIntegrations(change.client, { serviceIds: [service.id] })
    return work(change, service, existing)
  })
}

/** The next apply would undo it. New keys are another matter: files may leave keys to us. */
function inFiles(set: string): Refusal {
  return refuse('managed-by-files', { detail: `It belongs to the set ${set}.` })
}

function findIntegration(
  existing: readonly IntegrationRow[],
  ref: string,
): IntegrationRow | Refusal {
  return existing.find(({ id, name }) => name === ref || id === ref) ?? refuse('not-found')
}

async function shown(
  { secrets, config }: ServerContext,
  { client }: Change,
  { id }: Service,
  name: string,
): Promise<IntegrationView> {
  const rows = await readIntegrations(client, { serviceIds: [id] })
  const row = rows.find((one) => one.name === name)
  assert(row !== undefined, 'an integration that was just written is there')
  return integrationView(row, secrets, config.publicUrl)
}
