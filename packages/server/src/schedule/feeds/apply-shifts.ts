// Makes a role of a schedule what a feed says, by overrides that set who is on call. Their cause is
// `import`, their link the feed.
//
// Who was on call is not rewritten: what has begun ends now at the earliest, and what is new begins
// now. The calendar is the rotation of its line: each of its rows takes a position below all that
// stands, so that cover and other overrides act on it, whenever it is read again. Rows of one feed
// never overlap, and their order among themselves means nothing.

import {
  feedSegments,
  formatInstant,
  type HeldEvent,
  type Instant,
  segmentsFrom,
  spanOfDays,
} from '@evenwatch/core'
import type { Change } from '../../platform/definitions/change-definitions.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { findOverrides, type OverrideRow } from '../find-overrides.ts'
import type { FeedRow } from './find-feeds.ts'
import { feedSourceRef } from './is-followed.ts'
import type { MatchedEvent } from './match-events.ts'

type Target = FeedRow & { readonly scheduleId: string; readonly role: string }

export async function applyShifts(
  change: Change,
  feed: Target,
  events: readonly MatchedEvent[],
  timeZone: string,
): Promise<void> {
  const { client, now } = change
  const filter = { scheduleIds: [feed.scheduleId], includeCancelled: true }
  const rows = (await findOverrides(client, filter)).filter(({ linkId }) => linkId === feed.id)
  const standing = rows.filter(({ cancelledAt, endsAt }) => cancelledAt === null && endsAt > now)
  const segments = segmentsFrom(feedSegments(heldOf(events, timeZone)), now)
  const refOf = ({ ref }: HeldEvent) => feedSourceRef(feed.id, ref)

  const kept = new Set<OverrideRow>()
  const fresh: HeldEvent[] = []
  for (const segment of segments) {
    const same = standing.find((row) => !kept.has(row) && saysTheSame(row, segment, now))
    if (same) kept.add(same)
    else fresh.push(segment)
  }
  const counts = { added: 0, changed: 0, cancelled: 0 }
  const added: HeldEvent[] = []
  for (const segment of fresh) {
    const own = standing.find((row) => row.sourceRef === refOf(segment) && row.startsAt >= now)
    if (own === undefined || kept.has(own)) {
      added.push(segment)
      continue
    }
    kept.add(own)
    counts.changed += 1
    await client.query(UPDATE, [own.id, ...columnsOf(segment), await change.revision()])
  }
  for (const row of standing.filter((one) => !kept.has(one))) {
    counts.cancelled += 1
    const text = row.startsAt < now ? END : CANCEL
    await client.query(text, [row.id, formatInstant(now), await change.revision()])
  }
  const taken = new Set(rows.map(({ sourceRef }) => sourceRef))
  for (const segment of added) {
    counts.added += 1
    const ref = freeRef(refOf(segment), taken)
    taken.add(ref)
    await client.query(INSERT, [
      change.newId(),
      feed.scheduleId,
      feed.role,
      feed.id,
      ref,
      ...columnsOf(segment),
      `From the calendar ${feed.name}.`,
      change.actor,
      formatInstant(now),
      await change.revision(),
    ])
  }
  if (counts.added + counts.changed + counts.cancelled > 0) await record(change, feed, counts)
}

function heldOf(events: readonly MatchedEvent[], timeZone: string): HeldEvent[] {
  return events.flatMap(({ event, userIds }): HeldEvent[] => {
    const span = event.when.kind === 'instants' ? event.when : spanOfDays(event.when, timeZone)
    if (span === null || span.endsAt <= span.startsAt) return []
    const { startsAt, endsAt } = span
    return [{ ref: `${event.uid}:${event.instance ?? 'once'}`, startsAt, endsAt, userIds }]
  })
}

/** What both say from now on. */
function saysTheSame(row: OverrideRow, segment: HeldEvent, now: Instant): boolean {
  return (
    Math.max(row.startsAt, now) === segment.startsAt &&
    row.endsAt === segment.endsAt &&
    [...row.userIds].sort().join() === segment.userIds.join()
  )
}

/** An event that comes back, or goes on after a change, is a row of its own beside the former. */
function freeRef(ref: string, taken: ReadonlySet<string | null>): string {
  if (!taken.has(ref)) return ref
  let again = 2
  while (taken.has(`${ref}#${again}`)) again += 1
  return `${ref}#${again}`
}

function columnsOf({ userIds, startsAt, endsAt }: HeldEvent): unknown[] {
  return [userIds, formatInstant(startsAt), formatInstant(endsAt)]
}

function record(change: Change, feed: Target, counts: Record<string, number>): Promise<void> {
  return appendTimeline(change.client, [
    {
      at: change.now,
      subjectKind: 'schedule',
      subjectId: feed.scheduleId,
      kind: 'feed-applied',
      actor: change.actor,
      data: { feedId: feed.id, feed: feed.name, ...counts },
    },
  ])
}

const INSERT = `
insert into schedule_override (id, schedule_id, role, link_id, source_ref, user_ids, starts_at,
  ends_at, reason, created_by, created_at, revision, kind, cause, position)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'set', 'import',
  coalesce(min(position), 1) - 1
from schedule_override where schedule_id = $2`

const UPDATE = `
update schedule_override set user_ids = $2, starts_at = $3, ends_at = $4, revision = $5,
  version = version + 1
where id = $1`

const END = `
update schedule_override set ends_at = $2, revision = $3, version = version + 1 where id = $1`

const CANCEL = `
update schedule_override set cancelled_at = $2, revision = $3, version = version + 1
where id = $1`
