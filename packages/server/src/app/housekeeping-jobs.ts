// Every room's tidying, in the order in which it is looked at: partitions come before what is
// moved into them.

import { alertJobs } from '../alert/alert-jobs.ts'
import { peopleJobs } from '../people/people-jobs.ts'
import type { HousekeepingJob } from '../platform/housekeeping/housekeeping-job.ts'
import { platformJobs } from '../platform/housekeeping/platform-jobs.ts'
import { feedJobs } from '../schedule/feeds/feed-jobs.ts'

export const housekeepingJobs: readonly HousekeepingJob[] = [
  ...platformJobs,
  ...alertJobs,
  ...peopleJobs,
  ...feedJobs,
]
