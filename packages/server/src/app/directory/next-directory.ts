// The next snapshot from the last one and what changed. Plans are compiled again only for the
// schedules that a change touches: their own document or overrides, the people of a team they
// name, or somebody leaving or coming back.

import type {
  EscalationPolicyDocument,
  ScheduleDocument,
  ServiceDocument,
  TeamDocument,
} from '@evenwatch/api'
import type {
  Directory,
  EscalationPolicy,
  KeyView,
  Override,
  ScheduleEntry,
  Service,
  Team,
} from '@evenwatch/core'
import type { IntegrationRow } from '../../catalog/read-integrations.ts'
import type { Definition } from '../../platform/definitions/definition.ts'
import { compilePlan, scheduleOf } from '../../schedule/compile-plan.ts'
import { teamMembersOf } from '../../schedule/plan-of-schedule.ts'
import type { DirectoryRows } from './directory-rows.ts'

/** The snapshot, and the rows it was made of. */
export type DirectoryState = {
  readonly directory: Directory
  readonly definitions: ReadonlyMap<string, Definition>
  readonly overrides: ReadonlyMap<string, readonly Override[]>
  readonly integrations: ReadonlyMap<string, IntegrationRow>
}

export const EMPTY_STATE: DirectoryState = {
  directory: {
    revision: 0,
    people: new Map(),
    teams: new Map(),
    schedules: new Map(),
    policies: new Map(),
    services: new Map(),
    keys: new Map(),
    administratorIds: [],
  },
  definitions: new Map(),
  overrides: new Map(),
  integrations: new Map(),
}

export function nextDirectory(last: DirectoryState, rows: DirectoryRows): DirectoryState {
  const definitions = new Map(last.definitions)
  for (const { isDeleted, ...definition } of rows.definitions) {
    if (isDeleted) definitions.delete(definition.id)
    else definitions.set(definition.id, definition)
  }
  const integrations = new Map(last.integrations)
  for (const row of rows.integrations) {
    if (row.isDeleted) integrations.delete(row.id)
    else integrations.set(row.id, row)
  }
  const overrides = new Map([...last.overrides, ...rows.overrides])
  const { people, administratorIds } = rows
  const all = [...definitions.values()]
  const directory: Directory = {
    revision: rows.revision,
    people,
    teams: teamsOf(all),
    schedules: schedulesOf(last.directory, all, overrides, people, touchedBy(last, rows)),
    policies: policiesOf(all),
    services: servicesOf(all),
    keys: keysOf(integrations),
    administratorIds,
  }
  return { directory, definitions, overrides, integrations }
}

/** Whether a schedule must be compiled again. */
function touchedBy(last: DirectoryState, rows: DirectoryRows) {
  const changed = new Set([...rows.definitions.map(({ id }) => id), ...rows.overrides.keys()])
  const wasActive = last.directory.people
  const movedPeople =
    wasActive.size !== rows.people.size ||
    [...rows.people.values()].some(({ id, isActive }) => wasActive.get(id)?.isActive !== isActive)
  return (definition: Definition<ScheduleDocument>): boolean => {
    if (movedPeople || changed.has(definition.id)) return true
    return definition.document.layers.some(({ versions }) =>
      versions.some(({ members }) =>
        members.some(
          (member) => member !== null && 'teamId' in member && changed.has(member.teamId),
        ),
      ),
    )
  }
}

function schedulesOf(
  last: Directory,
  definitions: readonly Definition[],
  overrides: ReadonlyMap<string, readonly Override[]>,
  people: Directory['people'],
  isTouched: (definition: Definition<ScheduleDocument>) => boolean,
): ReadonlyMap<string, ScheduleEntry> {
  const teamMembers = teamMembersOf(definitions)
  const schedules = new Map<string, ScheduleEntry>()
  for (const definition of definitions) {
    if (definition.kind !== 'Schedule') continue
    // Rows of each kind hold that kind's document: they are written by its room alone.
    const schedule = definition as Definition<ScheduleDocument>
    const { id, name, document } = schedule
    const known = last.schedules.get(id)
    if (known && !isTouched(schedule)) {
      schedules.set(id, known)
      continue
    }
    const parts = {
      id,
      name,
      document,
      overrides: overrides.get(id) ?? [],
      teamMembers,
      isActive: (userId: string) => people.get(userId)?.isActive ?? false,
    }
    const entry = {
      schedule: scheduleOf(parts),
      displayName: document.displayName,
      plan: compilePlan(parts),
    }
    schedules.set(id, entry)
  }
  return schedules
}

function teamsOf(definitions: readonly Definition[]): ReadonlyMap<string, Team> {
  const teams = new Map<string, Team>()
  for (const { kind, id, name, document } of definitions) {
    if (kind !== 'Team') continue
    const { displayName, leadIds, memberIds, limits } = document as TeamDocument
    teams.set(id, { id, name, displayName, leadIds, memberIds, limits })
  }
  return teams
}

function policiesOf(definitions: readonly Definition[]): ReadonlyMap<string, EscalationPolicy> {
  const policies = new Map<string, EscalationPolicy>()
  for (const { kind, id, name, version, document } of definitions) {
    if (kind !== 'EscalationPolicy') continue
    policies.set(id, { ...(document as EscalationPolicyDocument), id, name, version })
  }
  return policies
}

function servicesOf(definitions: readonly Definition[]): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>()
  for (const { kind, id, name, document } of definitions) {
    if (kind === 'Service') services.set(id, { ...(document as ServiceDocument), id, name })
  }
  return services
}

function keysOf(integrations: ReadonlyMap<string, IntegrationRow>): ReadonlyMap<string, KeyView> {
  const keys = new Map<string, KeyView>()
  for (const { id, serviceId, name, type, scopeId, keys: rows } of integrations.values()) {
    const integration = { id, serviceId, name, type, scopeId }
    for (const { keyHash, endsAt } of rows) keys.set(keyHash, { integration, endsAt })
  }
  return keys
}
