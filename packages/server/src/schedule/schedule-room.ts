// Schedules as definitions. Replacing one never rewrites the past: changed rotations begin a new
// version now, and whoever is on call stays until the next handoff (rule 8).

import {
  type Converted,
  formatPath,
  isLongLayer,
  type Metadata,
  type ScheduleDocument,
  type ScheduleSpec,
  type ScheduleView,
  scheduleDocumentOf,
  scheduleSpecOf,
} from '@evenwatch/api'
import { formatInstant, type Instant, policiesOfSchedule, reviseLayers } from '@evenwatch/core'
import { policyGraphOf } from '../paging/policy-room.ts'
import { readNames } from '../people/read-names.ts'
import type { Definition, Names } from '../platform/definitions/definition.ts'
import type { DefinitionRoom, ReadInput } from '../platform/definitions/definition-room.ts'
import { loadDefinitions } from '../platform/definitions/list-definitions.ts'
import { referrersOf } from '../platform/definitions/referrers-of.ts'
import { policySlotFaults } from './policy-slot-faults.ts'

type ScheduleRoom = DefinitionRoom<ScheduleSpec, ScheduleDocument, ScheduleView>

/** Changes take effect at once. */
export const scheduleRoom: ScheduleRoom = {
  kind: 'Schedule',
  readNames,
  read: (input) => readAndCheck(input, input.change.now),
  teamOf: (_id, document) => document.teamId,
  usedBy: async (db, { id }) => (await referrersOf(db, id)).map(({ name }) => name),
  views: async (_db, definitions, { nameOf }) =>
    definitions.map((definition) => ({
      id: definition.id,
      name: definition.name,
      displayName: definition.document.displayName,
      spec: scheduleSpecOf(definition.document, nameOf),
      managedBy: definition.managedBy,
      version: definition.version,
      updatedAt: formatInstant(definition.updatedAt),
    })),
}

/** Changes take effect at an instant of the future. */
export function scheduleRoomAt(at: Instant): ScheduleRoom {
  return {
    ...scheduleRoom,
    read: async (input) => {
      if (at >= input.change.now) return readAndCheck(input, at)
      return { ok: false, faults: [{ field: 'at', rule: 'Now or later: the past stays.' }] }
    },
  }
}

/** Loops are looked for among everything else, so only for a change or its preview. */
async function readAndCheck(
  { change, id, metadata, spec, names, stored }: ReadInput<ScheduleSpec, ScheduleDocument>,
  at: Instant,
): Promise<Converted<ScheduleDocument>> {
  const { now, client } = change
  const read = readSchedule({ metadata, spec, names, stored, now, at })
  if (!read.ok) return read
  return withoutLoops(client, { id, name: metadata.name, spec, document: read.document, now })
}

type Wanted = {
  readonly id: string
  readonly name: string
  readonly spec: ScheduleSpec
  readonly document: ScheduleDocument
  readonly now: Instant
}

/** Refused where policies would call each other in a loop through the schedule as it is wanted. */
export async function withoutLoops(
  db: Parameters<typeof loadDefinitions>[0],
  { id, name, spec, document, now }: Wanted,
): Promise<Converted<ScheduleDocument>> {
  const own = { name, displayName: document.displayName, layers: document.layers }
  if (policiesOfSchedule(own, now).length === 0) return { ok: true, document }
  const graph = policyGraphOf(await loadDefinitions(db), now)
  const schedules = new Map([...graph.schedules, [id, own]])
  const faults = policySlotFaults(id, spec, { ...graph, schedules })
  return faults.length === 0 ? { ok: true, document } : { ok: false, faults }
}

export type ScheduleReadInput = {
  readonly metadata: Metadata
  readonly spec: ScheduleSpec
  readonly names: Names
  readonly stored: Definition<ScheduleDocument> | null
  readonly now: Instant
  /** When changed rotations begin. */
  readonly at: Instant
}

/** What would be kept of a schedule as it is wanted. */
export function readSchedule(input: ScheduleReadInput): Converted<ScheduleDocument> {
  const { metadata, spec, names, stored, now, at } = input
  const read = scheduleDocumentOf(metadata, spec, names.idOf)
  if (!read.ok || !stored) return read
  const wanted = { ...read.document, isLong: spec.layers.map(isLongLayer) }
  const { layers, faults } = reviseLayers(stored.document, wanted, { now, at, keepHolder: true })
  if (faults.length === 0) return { ok: true, document: { ...read.document, layers } }
  return {
    ok: false,
    faults: faults.map(({ path, rule, example }) => ({
      field: formatPath(['spec', ...path]),
      rule,
      ...(example !== undefined && { example }),
    })),
  }
}
