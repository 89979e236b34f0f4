// Opsgenie, as the import command knows it.

import { readCollections } from '../read-collections.ts'
import type { SourceSystem } from '../source-system.ts'
import { convertOpsgenie } from './convert-opsgenie.ts'
import { OPSGENIE_COLLECTIONS, type OpsgenieSource, opsgenieSource } from './opsgenie-source.ts'
import { readOpsgenie } from './read-opsgenie.ts'

export const opsgenie: SourceSystem<OpsgenieSource> = {
  name: 'opsgenie',
  title: 'Opsgenie',
  readFiles: async (path) => opsgenieSource(await readCollections(path, OPSGENIE_COLLECTIONS)),
  live: {
    defaultUrl: 'https://api.opsgenie.com',
    headers: (key) => ({ authorization: `GenieKey ${key}` }),
    read: readOpsgenie,
  },
  convert: convertOpsgenie,
}
