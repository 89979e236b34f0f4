// What documents change about teams, schedules, policies and services. Nothing is written.
//
// References are read against the installation as it will be: objects of the same set may refer to
// each other in any order, and what is pruned can no longer be referred to.

import {
  type ConfigurationDocument,
  type ConfigurationPlan,
  type Converted,
  type DocumentHead,
  type EscalationPolicyDocument,
  escalationPolicyDocumentOf,
  escalationPolicySpecOf,
  type FieldFault,
  formatPath,
  isLongLayer,
  type Metadata,
  metadataOf,
  type ScheduleDocument,
  type ScheduleSpec,
  type ServiceDocument,
  scheduleDocumentOf,
  scheduleSpecOf,
  serviceDocumentOf,
  serviceSpecOf,
  type TeamDocument,
  teamDocumentOf,
  teamSpecOf,
} from '@evenwatch/api'
import { changedPaths, type Instant, reviseLayers, sameJson, validatePolicy } from '@evenwatch/core'
import { type IntegrationAction, planIntegrations } from '../catalog/plan-integrations.ts'
import { policyFault, policyGraphOf } from '../paging/policy-room.ts'
import type { Definition, DefinitionKind, Names } from '../platform/definitions/definition.ts'
import type { DefinitionWrite } from '../platform/definitions/write-definitions.ts'
import { hashToken } from '../platform/secrets/secret-box.ts'
import { policySlotFaults } from '../schedule/policy-slot-faults.ts'
import type { ConfigurationState } from './configuration-state.ts'
import { type LocatedFault, locateFault } from './locate-fault.ts'
import type { ReadDocument } from './read-documents.ts'

export type DecideOptions = {
  readonly set: string | null
  readonly now: Instant
  /** When rotations change; null: now, whoever is on call staying until the next handoff. */
  readonly at: Instant | null
  /** What will be gone. */
  readonly pruned: ReadonlySet<string>
  /** Names as they will be. */
  readonly names: Names
  readonly keyOwners: ReadonlyMap<string, string>
  /** The id of an object of the documents, stored or new. */
  idOf(kind: DefinitionKind, name: string): string
  newId(): string
}

export type IntegrationWrite = {
  readonly serviceId: string
  readonly actions: readonly IntegrationAction[]
}

export type DefinitionDecision = {
  readonly changes: readonly ConfigurationPlan['changes'][number][]
  readonly writes: readonly DefinitionWrite[]
  readonly integrations: readonly IntegrationWrite[]
  /** Everything as it will be. */
  readonly definitions: readonly Definition[]
  readonly faults: readonly LocatedFault[]
  readonly warnings: readonly string[]
}

type Draft = {
  readonly read: ReadDocument
  readonly stored: Definition | null
  readonly id: string
}

export function decideDefinitions(
  state: ConfigurationState,
  documents: readonly ReadDocument[],
  options: DecideOptions,
): DefinitionDecision {
  const { names, pruned } = options
  const changes: ConfigurationPlan['changes'][number][] = []
  const writes: DefinitionWrite[] = []
  const integrations: IntegrationWrite[] = []
  const faults: LocatedFault[] = []
  const warnings: string[] = []
  const future = new Map(
    state.definitions.filter(({ id }) => !pruned.has(id)).map((one) => [one.id, one]),
  )
  const owners = new Map(options.keyOwners)
  const drafts: Draft[] = []

  for (const read of documents) {
    const { kind, metadata } = read.document
    if (kind === 'User') continue
    const id = options.idOf(kind, metadata.name)
    const stored = state.definitions.find((one) => one.id === id) ?? null
    drafts.push({ read, stored, id })
    const found: FieldFault[] = ownershipFaults(stored, options.set)
    const converted = convert(read.document, stored, options)
    if (!converted.ok) found.push(...converted.faults)
    const actions = integrationActions(state, read, id, owners, options, found, warnings)
    faults.push(...found.map((fault) => locateFault(read.place, fault)))
    if (!converted.ok || found.length > 0) continue
    const next = nextDefinition(stored, id, kind, metadata.name, converted.document, options)
    const fields = stored ? changedFields(stored, next, state.names, names) : []
    if (actions.length > 0) {
      fields.push(...actions.map(({ name }) => `spec.integrations.${name}`))
      integrations.push({ serviceId: id, actions })
    }
    if (stored?.managedBy === null && options.set !== null) {
      warnings.push(adopted(kind, metadata.name, options.set))
    }
    future.set(id, next)
    const isSame = stored !== null && fields.length === 0
    const change = stored === null ? 'create' : isSame ? 'same' : 'update'
    changes.push({ kind, name: metadata.name, change, fields })
    if (stored === null || next.version > stored.version) {
      writes.push({ ...next, change: stored ? 'update' : 'create', formerName: null, fields })
    }
  }

  const definitions = [...future.values()]
  faults.push(...policyFaults(drafts, definitions, options.now))
  return { changes, writes, integrations, definitions, faults, warnings }
}

function adopted(kind: string, name: string, set: string): string {
  return `${kind} ${name} was managed in the screens; from now on the set ${set} manages it.`
}

function ownershipFaults(stored: Definition | null, set: string | null): FieldFault[] {
  if (!stored || stored.managedBy === null || stored.managedBy === set) return []
  return [{ field: 'metadata.name', rule: `The set ${stored.managedBy} manages ${stored.name}.` }]
}

function convert(
  document: ConfigurationDocument,
  stored: Definition | null,
  options: DecideOptions,
): Converted<DocumentHead> {
  const { metadata } = document
  const { idOf } = options.names
  switch (document.kind) {
    case 'Team':
      return teamDocumentOf(metadata, document.spec, idOf)
    case 'Schedule':
      return convertSchedule(metadata, document.spec, stored, idOf, options)
    case 'EscalationPolicy':
      return escalationPolicyDocumentOf(metadata, document.spec, idOf)
    case 'Service':
      return serviceDocumentOf(metadata, document.spec, idOf)
    case 'User':
      return { ok: false, faults: [] }
  }
}

function convertSchedule(
  metadata: Metadata,
  spec: ScheduleSpec,
  stored: Definition | null,
  idOf: Names['idOf'],
  { now, at }: DecideOptions,
): Converted<ScheduleDocument> {
  const converted = scheduleDocumentOf(metadata, spec, idOf)
  if (!converted.ok || !stored) return converted
  const { layers, faults } = reviseLayers(
    // A row of kind Schedule holds a schedule's document.
    stored.document as ScheduleDocument,
    { ...converted.document, isLong: spec.layers.map(isLongLayer) },
    { now, at: at ?? now, keepHolder: at === null },
  )
  if (faults.length === 0) return { ok: true, document: { ...converted.document, layers } }
  return {
    ok: false,
    faults: faults.map(({ path, ...fault }) => ({
      ...fault,
      field: formatPath(['spec', ...path]),
    })),
  }
}

function integrationActions(
  state: ConfigurationState,
  { document, mentioned }: ReadDocument,
  serviceId: string,
  owners: Map<string, string>,
  options: DecideOptions,
  faults: FieldFault[],
  warnings: string[],
): readonly IntegrationAction[] {
  if (document.kind !== 'Service') return []
  const plan = planIntegrations({
    wanted: document.spec.integrations,
    existing: state.integrations.filter((one) => one.serviceId === serviceId),
    keyOwners: owners,
    // A file that says nothing of integrations leaves them to the screens; and what belongs to the
    // screens loses nothing that was added there.
    removesOthers: options.set !== null && mentioned.has('integrations'),
    now: options.now,
    newId: options.newId,
  })
  for (const action of plan.actions) {
    if (action.kind !== 'remove') owners.set(hashToken(action.key), action.id)
  }
  faults.push(...plan.faults)
  warnings.push(...plan.warnings.map((text) => `${document.metadata.name}: ${text}`))
  return plan.actions
}

function nextDefinition(
  stored: Definition | null,
  id: string,
  kind: DefinitionKind,
  name: string,
  document: DocumentHead,
  { set, now }: DecideOptions,
): Definition {
  const isSame = stored !== null && stored.managedBy === set && sameJson(stored.document, document)
  return {
    id,
    kind,
    name,
    document,
    version: stored === null ? 1 : isSame ? stored.version : stored.version + 1,
    revision: stored?.revision ?? 0,
    managedBy: set,
    createdAt: stored?.createdAt ?? now,
    updatedAt: now,
  }
}

function changedFields(
  stored: Definition,
  next: Definition,
  before: Names,
  after: Names,
): string[] {
  const managedBy = stored.managedBy === next.managedBy ? [] : ['managedBy']
  if (sameJson(stored.document, next.document)) return managedBy
  return [...changedPaths(shown(stored, before), shown(next, after)), ...managedBy]
}

/** The definition as a file shows it, without integrations. */
export function shown({ kind, name, document }: Definition, { nameOf }: Names) {
  // A row of each kind holds that kind's document: it is written by its room or by applying files.
  const specs = {
    Team: () => teamSpecOf(document as TeamDocument, nameOf),
    Schedule: () => scheduleSpecOf(document as ScheduleDocument, nameOf),
    EscalationPolicy: () => escalationPolicySpecOf(document as EscalationPolicyDocument, nameOf),
    Service: () => serviceSpecOf(document as ServiceDocument, nameOf),
  }
  return { metadata: metadataOf(name, document), spec: specs[kind]() }
}

function policyFaults(
  drafts: readonly Draft[],
  definitions: readonly Definition[],
  now: Instant,
): LocatedFault[] {
  const graph = policyGraphOf(definitions, now)
  return drafts.flatMap(({ read, id }) => {
    const next = definitions.find((one) => one.id === id)
    if (!next) return []
    if (read.document.kind === 'Schedule') {
      const { spec } = read.document
      return policySlotFaults(id, spec, graph).map((fault) => locateFault(read.place, fault))
    }
    if (read.document.kind !== 'EscalationPolicy') return []
    // Conditions and delays were checked when the document was read; nesting needs all policies.
    const policy = { ...(next.document as EscalationPolicyDocument), name: next.name }
    const nesting = validatePolicy(id, policy, graph)
    return nesting.map((fault) => locateFault(read.place, policyFault(fault)))
  })
}
