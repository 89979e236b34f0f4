// Finds the people of a feed's events, a few at a time, so that pages are not kept waiting.

import { setImmediate as otherWork } from 'node:timers/promises'
import type { CalendarFeedView } from '@evenwatch/api'
import { type FeedPerson, formatInstant, matchFeedEvent } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'
import type { FeedEvent, UnreadEvent } from './read-feed.ts'

export type FeedPersonRow = FeedPerson & { readonly timeZone: string }

export type MatchedEvent = { readonly event: FeedEvent; readonly userIds: readonly string[] }

export type Matching = {
  readonly matched: readonly MatchedEvent[]
  readonly unmatched: CalendarFeedView['unmatched']
}

export const UNMATCHED_KEPT_MAX = 100
const EVENTS_AT_ONCE = 20

export async function matchEvents(
  events: readonly FeedEvent[],
  unread: readonly UnreadEvent[],
  people: readonly FeedPersonRow[],
  rule: string | null,
): Promise<Matching> {
  const matched: MatchedEvent[] = []
  const unmatched: CalendarFeedView['unmatched'] = [...unread]
  for (const [i, event] of events.entries()) {
    if (i % EVENTS_AT_ONCE === 0) await otherWork()
    const userIds = matchFeedEvent(event, people, rule)
    if (userIds.length > 0) matched.push({ event, userIds })
    else {
      const { uid, summary, when } = event
      const startsAt = when.kind === 'days' ? when.firstDay : formatInstant(when.startsAt)
      unmatched.push({ uid, summary, startsAt, why: 'It names nobody who is known here.' })
    }
  }
  return { matched, unmatched: unmatched.slice(0, UNMATCHED_KEPT_MAX) }
}

/** Active people, of one team or all. */
export async function loadFeedPeople(
  db: Database,
  userIds: readonly string[] | null,
): Promise<FeedPersonRow[]> {
  const { rows } = await db.query<FeedPersonRow>(
    `select id, name, display_name as "displayName", email, time_zone as "timeZone"
     from app_user
     where deactivated_at is null and ($1::uuid[] is null or id = any ($1)) order by name`,
    [userIds],
  )
  return rows
}
