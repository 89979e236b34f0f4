// Escalation policies as definitions. A policy is checked among all others, since policies call
// policies; runs that have begun keep the version they began with.

import {
  type CallOutput,
  type EscalationPolicyDocument,
  type EscalationPolicySpec,
  escalationPolicyDocumentOf,
  escalationPolicySpecOf,
  fieldFaultOf,
  type getEscalationPolicy,
  type ScheduleDocument,
} from '@evenwatch/api'
import {
  type CallingPolicy,
  type CallingSchedule,
  type Fault,
  type Instant,
  type PolicyGraph,
  validatePolicy,
} from '@evenwatch/core'
import { readNames } from '../people/read-names.ts'
import type { Definition } from '../platform/definitions/definition.ts'
import type { DefinitionRoom } from '../platform/definitions/definition-room.ts'
import { loadDefinitions } from '../platform/definitions/list-definitions.ts'
import { referrersOf } from '../platform/definitions/referrers-of.ts'

type PolicyView = CallOutput<typeof getEscalationPolicy>

export const policyRoom: DefinitionRoom<
  EscalationPolicySpec,
  EscalationPolicyDocument,
  PolicyView
> = {
  kind: 'EscalationPolicy',
  readNames,
  read: async ({ change, id, metadata, spec, names }) => {
    const read = escalationPolicyDocumentOf(metadata, spec, names.idOf)
    if (!read.ok) return read
    const policy = { ...read.document, name: metadata.name }
    const graph = policyGraphOf(await loadDefinitions(change.client), change.now)
    const policies = new Map([...graph.policies, [id, policy]])
    const faults = validatePolicy(id, policy, { ...graph, policies })
    return faults.length === 0 ? read : { ok: false, faults: faults.map(policyFault) }
  },
  teamOf: (_id, document) => document.teamId,
  usedBy: async (db, { id }) => (await referrersOf(db, id)).map(({ name }) => name),
  views: async (_db, definitions, { nameOf }) =>
    definitions.map(({ id, name, document, managedBy, version }) => ({
      id,
      name,
      displayName: document.displayName,
      spec: escalationPolicySpecOf(document, nameOf),
      managedBy,
      version,
    })),
}

export function policyFault(fault: Fault) {
  return fieldFaultOf({ ...fault, path: ['spec', ...fault.path] })
}

/** The policies among the definitions, and the schedules through which they may call each other. */
export function policyGraphOf(definitions: readonly Definition[], now: Instant): PolicyGraph {
  const policies = new Map<string, CallingPolicy>()
  const schedules = new Map<string, CallingSchedule>()
  for (const { kind, id, name, document } of definitions) {
    // A row of each kind holds that kind's document: it was written by its room.
    if (kind === 'EscalationPolicy') {
      const { displayName, steps } = document as EscalationPolicyDocument
      policies.set(id, { name, displayName, steps })
    } else if (kind === 'Schedule') {
      const { displayName, layers } = document as ScheduleDocument
      schedules.set(id, { name, displayName, layers })
    }
  }
  return { policies, schedules, now }
}
