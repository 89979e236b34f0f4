// Teams as definitions: who leads, who belongs. A team that anything refers to stays.

import {
  type TeamDocument,
  type TeamSpec,
  type TeamView,
  teamDocumentOf,
  teamSpecOf,
} from '@evenwatch/api'
import type { DefinitionRoom } from '../../platform/definitions/definition-room.ts'
import { referrersOf } from '../../platform/definitions/referrers-of.ts'
import { readNames } from '../read-names.ts'

export const teamRoom: DefinitionRoom<TeamSpec, TeamDocument, TeamView> = {
  kind: 'Team',
  readNames,
  read: async ({ metadata, spec, names }) => teamDocumentOf(metadata, spec, names.idOf),
  teamOf: (id) => id,
  usedBy: async (db, { id }) => (await referrersOf(db, id)).map(({ name }) => name),
  views: async (_db, definitions, { nameOf }) =>
    definitions.map(({ id, name, document, managedBy, version }) => ({
      id,
      name,
      displayName: document.displayName,
      spec: teamSpecOf(document, nameOf),
      managedBy,
      version,
    })),
}
