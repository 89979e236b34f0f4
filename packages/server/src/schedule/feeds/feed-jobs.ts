// Reads every calendar feed four times an hour, one after the other, the longest waiting first.

import { FEED_EVERY_MINUTES } from '@evenwatch/api'
import { formatInstant, MINUTE_MS } from '@evenwatch/core'
import type { HousekeepingJob } from '../../platform/housekeeping/housekeeping-job.ts'
import { fetchFeed } from './fetch-feed.ts'
import { findFeed } from './find-feeds.ts'

/** Taking a feed and noting that it is read is one statement: no two processes read the same. */
const TAKE = `
update calendar_feed set last_fetched_at = $1 where id = (
  select id from calendar_feed
  where deleted_at is null and (last_fetched_at is null or last_fetched_at <= $2)
  order by last_fetched_at nulls first limit 1 for update skip locked)
returning id`

export const feedJobs: readonly HousekeepingJob[] = [
  {
    name: 'fetch-calendar-feeds',
    everyMs: MINUTE_MS,
    run: async (context, now) => {
      const due = [formatInstant(now), formatInstant(now - FEED_EVERY_MINUTES * MINUTE_MS)]
      const { rows } = await context.pool.query<{ id: string }>(TAKE, due)
      const [taken] = rows
      if (taken === undefined) return { rows: 0, more: false }
      const feed = await findFeed(context.pool, taken.id)
      if (feed !== null) await fetchFeed(context, feed)
      return { rows: 1, more: true }
    },
  },
]
