// Grafana OnCall, as the import command knows it.
//
// A service account's token needs the address of its Grafana beside it; both stand in the variable
// then, with a space between: `https://stack.grafana.net glsa_…`.

import { readCollections } from '../read-collections.ts'
import type { SourceSystem } from '../source-system.ts'
import { convertGrafanaOncall } from './convert-grafana-oncall.ts'
import { GRAFANA_ONCALL_COLLECTIONS, type GrafanaOncallSource } from './grafana-oncall-source.ts'
import { readGrafanaOncall } from './read-grafana-oncall.ts'

export const grafanaOncall: SourceSystem<GrafanaOncallSource> = {
  name: 'grafana-oncall',
  title: 'Grafana OnCall',
  readFiles: (path) => readCollections(path, GRAFANA_ONCALL_COLLECTIONS),
  live: {
    // Every installation has its own.
    defaultUrl: null,
    headers: (key): Readonly<Record<string, string>> => {
      const [first = '', token] = key.trim().split(/\s+/)
      return token === undefined
        ? { authorization: first }
        : { authorization: token, 'x-grafana-url': first }
    },
    read: readGrafanaOncall,
  },
  convert: convertGrafanaOncall,
}
