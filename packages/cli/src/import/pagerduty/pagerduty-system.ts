// PagerDuty, as the import command knows it.

import type { SourceSystem } from '../source-system.ts'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import { readPagerduty } from './read-pagerduty.ts'
import { readPagerdutyFiles } from './read-pagerduty-files.ts'

export const pagerduty: SourceSystem<PagerdutySource> = {
  name: 'pagerduty',
  title: 'PagerDuty',
  readFiles: readPagerdutyFiles,
  live: {
    defaultUrl: 'https://api.pagerduty.com',
    headers: (key) => ({
      authorization: `Token token=${key}`,
      accept: 'application/vnd.pagerduty+json;version=2',
    }),
    read: readPagerduty,
  },
  convert: convertPagerduty,
}
