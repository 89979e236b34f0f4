// Fetches one calendar feed and makes absences or shifts of it.
//
// Whatever goes wrong is written on the feed, and what the last good copy said stands: a calendar
// that is away for a night leaves nobody off call. An unchanged copy is applied again, because the
// span moves on and people come and go.

import type { ScheduleDocument, TeamDocument } from '@evenwatch/api'
import { DAY_MS, formatInstant, SECOND_MS, type Span } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { type Change, changeDefinitions } from '../../platform/definitions/change-definitions.ts'
import type { Database, Definition } from '../../platform/definitions/definition.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { getPinned } from '../../platform/outbound/get-pinned.ts'
import { applyAbsences } from './apply-absences.ts'
import { applyShifts } from './apply-shifts.ts'
import type { FeedRow } from './find-feeds.ts'
import { loadFeedPeople, type Matching, matchEvents } from './match-events.ts'
import { readFeed } from './read-feed.ts'

export const FEED_LIMITS = { timeoutMs: 20 * SECOND_MS, bytesMax: 4 * 1_048_576 } as const
export const FEED_PAST_DAYS = 30
export const FEED_FUTURE_DAYS = 365
const ERROR_CHARS_MAX = 500

export async function fetchFeed(context: ServerContext, feed: FeedRow): Promise<void> {
  const now = context.clock.now()
  const url = new URL(context.secrets.open(feed.urlSealed))
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5',
    'accept-encoding': 'identity',
    'user-agent': 'Evenwatch',
    ...(feed.etag !== null && feed.body !== null && { 'if-none-match': feed.etag }),
  }
  const got = await getPinned(url, context.config.outboundAllow, headers, FEED_LIMITS)
  if (got.kind === 'failed') return noteFailure(context, feed, got.detail)
  const body = got.kind === 'read' ? got.body : feed.body
  if (body === null) return noteFailure(context, feed, 'it says “unchanged”, but no copy is here')
  const failed = await applyBody(context, feed, body)
  if (failed !== null) return noteFailure(context, feed, failed)
  const etag = got.kind === 'read' ? got.etag : feed.etag
  await context.pool.query(SUCCEEDED, [feed.id, formatInstant(now), etag, body])
}

/** Null, or why the copy cannot be used. */
async function applyBody(
  context: ServerContext,
  feed: FeedRow,
  body: string,
): Promise<string | null> {
  const now = context.clock.now()
  const span = {
    startsAt: now - FEED_PAST_DAYS * DAY_MS,
    endsAt: now + FEED_FUTURE_DAYS * DAY_MS,
  }
  const schedule = await scheduleOf(context.pool, feed)
  if (feed.scheduleId !== null && schedule === null) return 'its schedule was deleted'
  const timeZone = schedule?.document.timeZone ?? feed.timeZone
  const reading = await readFeed(body, { timeZone, span })
  if (!reading.ok) return reading.fault
  const people = await loadFeedPeople(context.pool, await teamOf(context.pool, feed))
  const matching = await matchEvents(reading.events, reading.unread, people, feed.matching)
  await changeDefinitions(context, 'system', async (change) => {
    // A feed that was taken away meanwhile brings nothing any more.
    if (!(await isStanding(change, feed))) return true
    await applyMatching(change, feed, matching, { schedule, people, span })
    await change.client.query(
      'update calendar_feed set unmatched = $2, event_count = $3 where id = $1',
      [feed.id, JSON.stringify(matching.unmatched), matching.matched.length],
    )
    return true
  })
  return null
}

/** What the feed brought and is still to come ends with it. */
export async function withdrawFeed(change: Change, feed: FeedRow): Promise<void> {
  const span = { startsAt: change.now, endsAt: change.now + 10 * FEED_FUTURE_DAYS * DAY_MS }
  const schedule = await scheduleOf(change.client, feed)
  await applyMatching(change, feed, { matched: [], unmatched: [] }, { schedule, people: [], span })
}

type Surroundings = {
  readonly schedule: Definition<ScheduleDocument> | null
  readonly people: Awaited<ReturnType<typeof loadFeedPeople>>
  readonly span: Span
}

async function applyMatching(
  change: Change,
  feed: FeedRow,
  { matched }: Matching,
  { schedule, people, span }: Surroundings,
): Promise<void> {
  const { scheduleId, role } = feed
  if (scheduleId === null || role === null) {
    return applyAbsences(change, feed, matched, people, span)
  }
  if (schedule === null) return
  await change.client.query('select 1 from definition where id = $1 for update', [scheduleId])
  await applyShifts(change, { ...feed, scheduleId, role }, matched, schedule.document.timeZone)
}

async function isStanding(change: Change, feed: FeedRow): Promise<boolean> {
  const { rowCount } = await change.client.query(
    'select 1 from calendar_feed where id = $1 and deleted_at is null for update',
    [feed.id],
  )
  return rowCount === 1
}

async function scheduleOf(db: Database, { scheduleId }: FeedRow) {
  return scheduleId === null ? null : findDefinition<ScheduleDocument>(db, 'Schedule', scheduleId)
}

async function teamOf(db: Database, { teamId }: FeedRow): Promise<string[] | null> {
  if (teamId === null) return null
  const team = await findDefinition<TeamDocument>(db, 'Team', teamId)
  return team ? [...team.document.leadIds, ...team.document.memberIds] : []
}

async function noteFailure(context: ServerContext, feed: FeedRow, detail: string): Promise<void> {
  context.log.warn({ feed: feed.name, detail }, 'a calendar feed could not be read')
  const text = 'update calendar_feed set last_fetched_at = $2, last_error = $3 where id = $1'
  const at = formatInstant(context.clock.now())
  await context.pool.query(text, [feed.id, at, detail.slice(0, ERROR_CHARS_MAX)])
}

const SUCCEEDED = `
update calendar_feed set last_fetched_at = $2, last_success_at = $2, last_error = null, etag = $3,
  body = $4
where id = $1`
