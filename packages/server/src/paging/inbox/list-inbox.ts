// Messages to the caller in the product's own inbox, newest first, as they stand now: a message
// about a group that was resolved meanwhile says so.

import type { CallOutput, listInbox as contract } from '@evenwatch/api'
import { formatInstant, type GroupStatus, type Instant, type Urgency } from '@evenwatch/core'
import type { z } from 'zod'
import type { ServerContext } from '../../platform/context.ts'
import { decodeCursor, pageOfRows } from '../../platform/http/cursor.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'

export const GROUPS_SPELLED_OUT_MAX = 20

type GroupOfMessage = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly status: GroupStatus
  readonly urgency: Urgency
}

type Row = {
  readonly id: string
  readonly created_at: Instant
  readonly answered_at: Instant | null
  readonly groups: readonly GroupOfMessage[]
}

/** Walks `message_inbox`; the groups of each message by `delivery_message`. */
export const INBOX = `
select m.id, m.created_at, m.answered_at, about.groups
from (
  select * from message
  where channel = 'inbox' and user_id = $1 and outcome is distinct from 'failed'
    and (created_at, id) < ($2::timestamptz, $3::uuid)
  order by created_at desc, id desc limit $4
) as m cross join lateral (
  select coalesce(jsonb_agg(g order by g.urgency, g.number), '[]') as groups
  from (
    select distinct g.id, g.number, g.title, g.status, g.urgency
    from delivery d join alert_group g on g.id = d.group_id where d.message_id = m.id
  ) as g
) as about
order by m.created_at desc, m.id desc`

const AFTER_ALL: readonly [number, string] = [
  Date.UTC(9999, 0, 1),
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]

export async function listInbox(
  context: ServerContext,
  userId: string | null,
  query: z.output<typeof contract.query>,
): Promise<CallOutput<typeof contract> | Refusal> {
  const after = decodeCursor(query.cursor, 2)
  if (isRefusal(after)) return after
  if (userId === null) return { items: [], nextCursor: null }
  const [at, id] = after ?? AFTER_ALL
  const { rows } = await context.pool.query<Row>({
    name: 'list-inbox',
    text: INBOX,
    values: [userId, formatInstant(Number(at)), String(id), query.limit + 1],
  })
  const page = pageOfRows(rows, query.limit, (row) => [row.created_at, row.id])
  return { items: page.rows.map(describeItem), nextCursor: page.nextCursor }
}

function describeItem(row: Row) {
  const [first] = row.groups
  return {
    id: row.id,
    at: formatInstant(row.created_at),
    subject: subjectOf(row.groups),
    body: bodyOf(row.groups),
    group: first
      ? { id: first.id, number: first.number, status: first.status, urgency: first.urgency }
      : null,
    answeredAt: row.answered_at === null ? null : formatInstant(row.answered_at),
  }
}

/** High urgency sorts before low one, so the first group is the most urgent and oldest. */
function subjectOf(groups: readonly GroupOfMessage[]): string {
  const [first] = groups
  if (!first) return 'A message from Evenwatch'
  return groups.length === 1 ? first.title : `${groups.length} alert groups, first: ${first.title}`
}

function bodyOf(groups: readonly GroupOfMessage[]): string {
  const shown = groups.slice(0, GROUPS_SPELLED_OUT_MAX)
  const lines = shown.map(
    (one) => `#${one.number} ${one.title} (${one.urgency} urgency, ${one.status})`,
  )
  const hidden = groups.length - shown.length
  return [...lines, ...(hidden > 0 ? [`and ${hidden} more`] : [])].join('\n')
}
