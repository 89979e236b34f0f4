// Every room's tidying, in the order in which it is looked at: partitions come before what is
// moved into them.

import { alertJobs } from '../alert/alert-jobs.ts'
import type { Channels } from '../paging/channels/channel.ts'
import { sendNoticesJob } from '../people/notices/send-notices.ts'
import { peopleJobs } from '../people/people-jobs.ts'
import type { HousekeepingJob } from '../platform/housekeeping/housekeeping-job.ts'
import { platformJobs } from '../platform/housekeeping/platform-jobs.ts'
import { feedJobs } from '../schedule/feeds/feed-jobs.ts'

import { remindCovers } from '../schedule/notices/remind-covers.ts'
import { remindShifts } from '../schedule/notices/remind-shifts.ts'
import { tellChanges } from '../schedule/notices/tell-changes.ts'

export function housekeepingJobs(channels: Channels): readonly HousekeepingJob[] {
  return [
    ...platformJobs,
    ...alertJobs,
    ...peopleJobs,
    tellChanges,
    remindShifts,
    remindCovers,
    sendNoticesJob(channels),
    ...feedJobs,
  ]
}
