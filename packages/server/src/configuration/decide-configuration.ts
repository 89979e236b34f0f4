// Decides what applying documents means: every change, every fault, who is moved and what may not
// be deleted. Planning shows the decision, applying carries it out; both come through here.

import type { ConfigurationPlan, ErrorCode } from '@evenwatch/api'
import { HOUR_MS, type Instant } from '@evenwatch/core'
import type { PersonWrite } from '../people/files/plan-person.ts'
import type { PublicHolidays } from '../people/holidays/public-holidays.ts'
import type { Definition, DefinitionKind } from '../platform/definitions/definition.ts'
import { namesOf } from '../platform/definitions/names.ts'
import type { DefinitionWrite } from '../platform/definitions/write-definitions.ts'
import type { SecretBox } from '../platform/secrets/secret-box.ts'
import { describeEffects, type Effects } from '../schedule/describe-effects.ts'
import type { ConfigurationState } from './configuration-state.ts'
import { decideDefinitions, type IntegrationWrite } from './decide-definitions.ts'
import { decidePeople } from './decide-people.ts'
import type { ReadDocument, UnreadDocument } from './read-documents.ts'

/** Nobody's shifts change sooner than this without an instant for it. */
export const NOTICE_MS = 48 * HOUR_MS

export type DecisionInput = {
  /** Null: the screens manage what the documents hold. */
  readonly set: string | null
  readonly prune: boolean
  readonly confirmed: boolean
  readonly at: Instant | null
  readonly now: Instant
  readonly isAdministrator: boolean
  readonly secrets: SecretBox
  readonly keyOwners: ReadonlyMap<string, string>
  /** The calendars of holidays; null when no document names a place. */
  readonly holidays: PublicHolidays | null
  /** Objects whose documents could not be read. */
  readonly unread: readonly UnreadDocument[]
  newId(): string
}

export type Blocker = { readonly code: ErrorCode; readonly detail: string }

export type ConfigurationDecision = {
  readonly plan: ConfigurationPlan
  readonly people: readonly PersonWrite[]
  readonly leaverIds: readonly string[]
  readonly definitions: readonly DefinitionWrite[]
  readonly integrations: readonly IntegrationWrite[]
  /** What keeps this from being applied although no document is at fault. */
  readonly blockers: readonly Blocker[]
}

export function decideConfiguration(
  state: ConfigurationState,
  documents: readonly ReadDocument[],
  input: DecisionInput,
): ConfigurationDecision {
  const isWanted = (kind: string, name: string) =>
    documents.some(({ document }) => document.kind === kind && document.metadata.name === name)
  const gone = state.definitions.filter(
    ({ kind, name, managedBy }) =>
      managedBy !== null && managedBy === input.set && !isWanted(kind, name),
  )
  const leavers = state.users.filter(
    ({ name, managedBy, deactivatedAt }) =>
      managedBy !== null &&
      managedBy === input.set &&
      deactivatedAt === null &&
      !isWanted('User', name),
  )
  const pruned = new Set(input.prune ? gone.map(({ id }) => id) : [])
  const leaverIds = new Set(input.prune ? leavers.map(({ id }) => id) : [])

  const ids = idsOf(state, documents, input.newId)
  const names = namesAfter(
    state,
    [...documents.map(({ document }) => named(document)), ...input.unread],
    pruned,
    ids,
  )
  const people = decidePeople(state, documents, {
    ...input,
    pruned: leaverIds,
    idOf: (name) => ids('User', name),
  })
  const definitions = decideDefinitions(state, documents, { ...input, pruned, names, idOf: ids })
  const effects = effectsOf(state, definitions.definitions, people.writes, leaverIds, input.now)
  const prunes = input.prune ? [...gone, ...leavers] : []
  const blockers = [
    ...(input.prune ? pruneBlockers(state, gone, definitions.definitions, effects, input) : []),
    ...(input.prune ? leaverBlockers(state, leavers, effects, input) : []),
    ...noticeBlockers(effects, input),
  ]
  const left = input.prune ? [] : [...gone, ...leavers]
  const warnings = [
    ...people.warnings,
    ...definitions.warnings,
    ...left.map(({ name }) => `${name} is no longer in the files; prune deletes it.`),
    ...blockers.map(({ detail }) => detail),
  ]
  return {
    plan: {
      changes: [
        ...people.changes,
        ...definitions.changes,
        ...prunes.map((one) => ({
          kind: 'kind' in one ? one.kind : ('User' as const),
          name: one.name,
          change: 'delete' as const,
          fields: [],
        })),
      ],
      people: effects.people,
      firstMoveAt: effects.firstMoveAt,
      faults: [...people.faults, ...definitions.faults],
      warnings,
    },
    people: people.writes,
    leaverIds: [...leaverIds],
    definitions: [...definitions.writes, ...(input.prune ? gone.map(deletion) : [])],
    integrations: definitions.integrations,
    blockers,
  }
}

function deletion(definition: Definition): DefinitionWrite {
  const version = definition.version + 1
  return { ...definition, version, change: 'delete', formerName: null, fields: [] }
}

/** The id of each object of the documents: the stored one's, or a new one, always the same. */
function idsOf(
  state: ConfigurationState,
  documents: readonly ReadDocument[],
  newId: () => string,
): (kind: DefinitionKind | 'User', name: string) => string {
  const ids = new Map<string, string>()
  for (const { kind, name, id } of state.definitions) ids.set(`${kind} ${name}`, id)
  for (const { name, id } of state.users) ids.set(`User ${name}`, id)
  for (const { document } of documents) {
    const key = `${document.kind} ${document.metadata.name}`
    if (!ids.has(key)) ids.set(key, newId())
  }
  return (kind, name) => ids.get(`${kind} ${name}`) ?? ''
}

function named({ kind, metadata }: ReadDocument['document']): UnreadDocument {
  return { kind, name: metadata.name }
}

/** Present and former names, without what is pruned, with what is new. */
function namesAfter(
  state: ConfigurationState,
  documents: readonly UnreadDocument[],
  pruned: ReadonlySet<string>,
  ids: (kind: DefinitionKind | 'User', name: string) => string,
) {
  const kept = state.definitions.filter(({ id }) => !pruned.has(id))
  const present = namesOf([
    ...kept,
    ...state.users.map(({ id, name }) => ({ kind: 'User', id, name })),
    ...documents.map(({ kind, name }) => ({ kind, name, id: ids(kind, name) || 'unread' })),
  ])
  return {
    nameOf: present.nameOf,
    idOf: (...[kind, name]: Parameters<typeof present.idOf>) => {
      const id = present.idOf(kind, name) ?? state.names.idOf(kind, name)
      return id === null || pruned.has(id) ? null : id
    },
  }
}

function effectsOf(
  state: ConfigurationState,
  definitions: readonly Definition[],
  writes: readonly PersonWrite[],
  leaverIds: ReadonlySet<string>,
  now: Instant,
): Effects {
  const active = state.users.filter(({ deactivatedAt }) => deactivatedAt === null)
  const created = writes.filter(({ change }) => change === 'create')
  const before = new Set(active.map(({ id }) => id))
  const after = new Set(
    [...before, ...created.map(({ id }) => id)].filter((id) => !leaverIds.has(id)),
  )
  const known = new Set(state.users.map(({ id }) => id))
  const people = [
    ...state.users,
    ...created
      .filter(({ id }) => !known.has(id))
      .map(({ id, displayName, spec }) => ({ id, displayName, timeZone: spec.timeZone })),
  ]
  return describeEffects(
    { definitions: state.definitions, activeIds: before },
    { definitions, activeIds: after },
    state.overrides,
    people,
    now,
  )
}

function pruneBlockers(
  state: ConfigurationState,
  gone: readonly Definition[],
  remaining: readonly Definition[],
  effects: Effects,
  { confirmed }: DecisionInput,
): Blocker[] {
  const documents = remaining.map(({ name, document }) => ({
    name,
    text: JSON.stringify(document),
  }))
  return gone.flatMap(({ id, kind, name }): Blocker[] => {
    const users = documents.filter(({ text }) => text.includes(id)).map((one) => one.name)
    const open = state.openGroups.get(id) ?? 0
    if (users.length > 0) {
      return [{ code: 'in-use', detail: `${kind} ${name} is needed by ${users.join(', ')}.` }]
    }
    if (open > 0) return [{ code: 'in-use', detail: `${name} has ${open} open alert groups.` }]
    if (!effects.busySchedules.has(id) || confirmed) return []
    return [{ code: 'in-use', detail: `${name} has future shifts; confirm to delete it.` }]
  })
}

function leaverBlockers(
  state: ConfigurationState,
  leavers: ConfigurationState['users'],
  effects: Effects,
  { confirmed, isAdministrator }: DecisionInput,
): Blocker[] {
  const isGone = (id: string) => leavers.some((one) => one.id === id)
  const admins = state.users.filter((one) => one.role === 'admin' && one.deactivatedAt === null)
  const blockers: Blocker[] = []
  if (leavers.length > 0 && !isAdministrator) {
    blockers.push({ code: 'not-allowed', detail: 'Only administrators deactivate people.' })
  }
  if (admins.length > 0 && admins.every(({ id }) => isGone(id))) {
    blockers.push({ code: 'in-use', detail: 'The last active administrator stays.' })
  }
  for (const { id, name } of leavers) {
    if (!effects.busyPeople.has(id) || confirmed) continue
    blockers.push({ code: 'in-use', detail: `${name} has future shifts; confirm to deactivate.` })
  }
  return blockers
}

function noticeBlockers({ firstMove }: Effects, { at, now }: DecisionInput): Blocker[] {
  if (firstMove === null || at !== null || firstMove >= now + NOTICE_MS) return []
  const when = new Date(firstMove).toISOString()
  const detail = `People would be moved from ${when} on, less than 48 hours ahead; name an instant.`
  return [{ code: 'people-would-move-soon', detail }]
}
