// Decides what to do so that a service has the integrations it should have. Nothing is written.
//
// Integrations are known by name. One that is there keeps its keys; a key given for it that is not
// yet its newest is added, and the others end a day later, so that no sender is cut off. A key
// belongs to one integration in the whole installation, byte for byte.

import type { FieldFault, integrationSpecSchema } from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import type { z } from 'zod'
import { hashToken } from '../platform/secrets/secret-box.ts'
import { newIntegrationKey } from './new-integration-key.ts'
import type { IntegrationRow } from './read-integrations.ts'

/** How long the older keys still work when files bring a new one. */
export const KEY_OVERLAP_MS = DAY_MS

export type IntegrationSpec = z.output<typeof integrationSpecSchema>

export type IntegrationAction =
  | {
      readonly kind: 'create'
      readonly id: string
      readonly name: string
      readonly type: string
      readonly key: string
    }
  | {
      readonly kind: 'add-key'
      readonly id: string
      readonly name: string
      readonly key: string
      readonly othersEndAt: Instant
    }
  | { readonly kind: 'remove'; readonly id: string; readonly name: string }

export type IntegrationPlan = {
  readonly actions: readonly IntegrationAction[]
  readonly faults: readonly FieldFault[]
  readonly warnings: readonly string[]
}

export type PlanIntegrationsInput = {
  readonly wanted: readonly IntegrationSpec[]
  readonly existing: readonly IntegrationRow[]
  /** By hash of the key: the integration that has it. */
  readonly keyOwners: ReadonlyMap<string, string>
  /** Whether those not wanted go. */
  readonly removesOthers: boolean
  readonly now: Instant
  newId(): string
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function planIntegrations(input: PlanIntegrationsInput): IntegrationPlan {
  const actions: IntegrationAction[] = []
  const faults: FieldFault[] = []
  const warnings: string[] = []
  for (const [i, spec] of input.wanted.entries()) {
    const field = `spec.integrations[${i}]`
    const fault = (part: string, rule: string) =>
      void faults.push({ field: `${field}.${part}`, rule })
    const { name, type, key } = spec
    if (input.wanted.findIndex((one) => one.name === name) < i) {
      fault('name', 'Each integration of a service has a name of its own.')
      continue
    }
    const stored = input.existing.find((one) => one.name === name)
    if (stored && stored.type !== type) {
      fault('type', `The type of ${name} stays ${stored.type}; add one under a new name.`)
      continue
    }
    if (typeof key === 'object' && 'fromEnv' in key) {
      fault('key', 'Variables are read where the files are, before they are sent.')
      continue
    }
    if (typeof key === 'string') {
      const owner = input.keyOwners.get(hashToken(key))
      if (owner !== undefined && owner !== stored?.id) {
        fault('key', 'This key already belongs to another integration.')
        continue
      }
    }
    if (typeof key === 'object' && stored && key.secret !== stored.id) {
      fault('key', `The kept key of ${name} is { secret: ${stored.id} }.`)
      continue
    }
    if (!stored) {
      // An exported set applied elsewhere has no stored key to keep; it keeps the id instead.
      const kept = typeof key === 'object' && UUID.test(key.secret) ? key.secret : null
      if (typeof key === 'object') warnings.push(`${name} has a new key: its old one is not here.`)
      const made = typeof key === 'string' ? key : newIntegrationKey()
      actions.push({ kind: 'create', id: kept ?? input.newId(), name, type, key: made })
    } else if (typeof key === 'string' && !isNewest(stored, key)) {
      const othersEndAt = input.now + KEY_OVERLAP_MS
      actions.push({ kind: 'add-key', id: stored.id, name, key, othersEndAt })
    }
  }
  if (input.removesOthers) {
    for (const { id, name } of input.existing) {
      if (!input.wanted.some((one) => one.name === name)) actions.push({ kind: 'remove', id, name })
    }
  }
  return { actions, faults, warnings }
}

function isNewest({ keys }: IntegrationRow, key: string): boolean {
  const newest = keys[0]
  return newest !== undefined && newest.endsAt === null && newest.keyHash === hashToken(key)
}
