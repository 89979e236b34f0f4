// Makes people's absences what a feed says: new ones are noted, changed ones changed, vanished ones
// cancelled. An absence keeps its row for as long as the feed keeps the event for the person.

import type { AbsenceView } from '@evenwatch/api'
import { formatInstant, type Instant, type Span, spanOfDays } from '@evenwatch/core'
import type { Change } from '../../platform/definitions/change-definitions.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import type { FeedRow } from './find-feeds.ts'
import type { FeedPersonRow, MatchedEvent } from './match-events.ts'

type Kind = AbsenceView['kind']
type Row = Span & {
  readonly id: string
  readonly feedUid: string
  readonly userId: string
  readonly kind: Kind
  readonly note: string
  readonly cancelledAt: Instant | null
}
type Wanted = Omit<Row, 'id' | 'cancelledAt'>

const NOTE_CHARS_MAX = 500

/** `span` is what was read: what lies outside of it is left as it is. */
export async function applyAbsences(
  change: Change,
  feed: FeedRow,
  events: readonly MatchedEvent[],
  people: readonly FeedPersonRow[],
  span: Span,
): Promise<void> {
  const { rows } = await change.client.query<Row>(LOAD, [feed.id])
  const known = new Map(rows.map((row) => [row.feedUid, row]))
  const wanted = new Map(wantedOf(events, people).map((one) => [one.feedUid, one]))
  for (const one of wanted.values()) {
    const row = known.get(one.feedUid)
    if (row === undefined) await insert(change, feed, one)
    else if (row.cancelledAt !== null || differs(row, one)) await update(change, row, one)
  }
  for (const row of rows) {
    const isOutside = row.endsAt <= span.startsAt || row.startsAt >= span.endsAt
    if (wanted.has(row.feedUid) || row.cancelledAt !== null || isOutside) continue
    const values = [row.id, formatInstant(change.now), await change.revision()]
    await change.client.query(CANCEL, values)
    await record(change, 'absence-cancelled', row.id, row)
  }
}

function wantedOf(events: readonly MatchedEvent[], people: readonly FeedPersonRow[]): Wanted[] {
  const zones = new Map(people.map(({ id, timeZone }) => [id, timeZone]))
  return events.flatMap(({ event, userIds }) =>
    userIds.flatMap((userId): Wanted[] => {
      const { when } = event
      const span = when.kind === 'instants' ? when : spanOfDays(when, zones.get(userId) ?? 'UTC')
      if (span === null || span.endsAt <= span.startsAt) return []
      return [
        {
          feedUid: `${event.uid} ${event.instance ?? 'once'} ${userId}`,
          userId,
          kind: when.kind === 'days' ? 'vacation' : 'unavailable',
          startsAt: span.startsAt,
          endsAt: span.endsAt,
          note: event.summary.slice(0, NOTE_CHARS_MAX),
        },
      ]
    }),
  )
}

function differs(row: Row, one: Wanted): boolean {
  return (
    row.startsAt !== one.startsAt ||
    row.endsAt !== one.endsAt ||
    row.kind !== one.kind ||
    row.note !== one.note
  )
}

async function insert(change: Change, feed: FeedRow, one: Wanted): Promise<void> {
  const id = change.newId()
  await change.client.query(INSERT, [
    id,
    one.userId,
    ...columnsOf(one),
    feed.id,
    one.feedUid,
    change.actor,
    formatInstant(change.now),
    await change.revision(),
  ])
  await record(change, 'absence-added', id, one)
}

async function update(change: Change, row: Row, one: Wanted): Promise<void> {
  await change.client.query(UPDATE, [row.id, ...columnsOf(one), await change.revision()])
  await record(change, row.cancelledAt === null ? 'absence-changed' : 'absence-added', row.id, one)
}

function columnsOf(one: Wanted): unknown[] {
  return [one.kind, formatInstant(one.startsAt), formatInstant(one.endsAt), one.note]
}

function record(change: Change, kind: string, absenceId: string, one: Wanted): Promise<void> {
  const { userId, startsAt, endsAt } = one
  const data = { absenceId, startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) }
  const { now: at, actor } = change
  return appendTimeline(change.client, [
    { at, subjectKind: 'user', subjectId: userId, kind, actor, data },
  ])
}

const LOAD = `
select id, feed_uid as "feedUid", user_id as "userId", kind, starts_at as "startsAt",
  ends_at as "endsAt", note, cancelled_at as "cancelledAt"
from absence where feed_id = $1`

const INSERT = `
insert into absence (id, user_id, kind, starts_at, ends_at, note, feed_id, feed_uid, created_by,
  created_at, revision)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

const UPDATE = `
update absence set kind = $2, starts_at = $3, ends_at = $4, note = $5, cancelled_at = null,
  revision = $6, version = version + 1
where id = $1`

const CANCEL = `
update absence set cancelled_at = $2, revision = $3, version = version + 1 where id = $1`
