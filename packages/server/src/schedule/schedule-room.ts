// Schedules as definitions. Replacing one never rewrites the past: changed rotations begin a new
// version now, and whoever is on call stays until the next handoff (rule 8).

import {
  formatPath,
  isLongLayer,
  type ScheduleDocument,
  type ScheduleSpec,
  type ScheduleView,
  scheduleDocumentOf,
  scheduleSpecOf,
} from '@evenwatch/api'
import { formatInstant, reviseLayers } from '@evenwatch/core'
import { readNames } from '../people/read-names.ts'
import type { DefinitionRoom } from '../platform/definitions/definition-room.ts'
import { referrersOf } from '../platform/definitions/referrers-of.ts'

export const scheduleRoom: DefinitionRoom<ScheduleSpec, ScheduleDocument, ScheduleView> = {
  kind: 'Schedule',
  readNames,
  read: async ({ change, metadata, spec, names, stored }) => {
    const read = scheduleDocumentOf(metadata, spec, names.idOf)
    if (!read.ok || !stored) return read
    const wanted = { ...read.document, isLong: spec.layers.map(isLongLayer) }
    const options = { now: change.now, at: change.now, keepHolder: true }
    const { layers, faults } = reviseLayers(stored.document, wanted, options)
    if (faults.length === 0) return { ok: true, document: { ...read.document, layers } }
    return {
      ok: false,
      faults: faults.map(({ path, rule, example }) => ({
        field: formatPath(['spec', ...path]),
        rule,
        ...(example !== undefined && { example }),
      })),
    }
  },
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
