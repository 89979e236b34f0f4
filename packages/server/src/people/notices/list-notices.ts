// A person's own notices: newest first, unread ones counted, read one by one or all at once.

import type { CallOutput, listNotices as contract, NoticeView } from '@evenwatch/api'
import { formatInstant, type Instant, type NoticeKind } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { decodeCursor, pageOfRows } from '../../platform/http/cursor.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'

type Row = {
  readonly id: string
  readonly kind: NoticeKind
  readonly subject: string
  readonly text: string
  readonly path: string
  readonly createdAt: Instant
  readonly readAt: Instant | null
  readonly sent: NoticeView['sent']
  readonly error: string | null
}

export type NoticeQuery = {
  readonly unread: boolean
  readonly limit: number
  readonly cursor?: string | undefined
}

const AFTER_ALL: readonly [number, string] = [
  Date.UTC(9999, 0, 1),
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]

export async function listNotices(
  { pool }: ServerContext,
  { userId }: Principal,
  query: NoticeQuery,
): Promise<CallOutput<typeof contract> | Refusal> {
  const after = decodeCursor(query.cursor, 2)
  if (isRefusal(after)) return after
  if (userId === null) return { items: [], nextCursor: null, unreadCount: 0 }
  const [at, id] = after ?? AFTER_ALL
  const values = [userId, new Date(Number(at)), id, query.unread, query.limit + 1]
  const { rows } = await pool.query<Row>({ name: 'list-notices', text: LIST, values })
  const page = pageOfRows(rows, query.limit, (row) => [row.createdAt, row.id])
  const unread = await pool.query<{ count: number }>({
    name: 'count-notices',
    text: 'select count(*)::int as count from notice where user_id = $1 and read_at is null',
    values: [userId],
  })
  return {
    items: page.rows.map(viewOf),
    nextCursor: page.nextCursor,
    unreadCount: unread.rows[0]?.count ?? 0,
  }
}

export async function readNotice(
  { pool, clock }: ServerContext,
  { userId }: Principal,
  noticeId: string,
): Promise<NoticeView | Refusal> {
  const values = [noticeId, userId, formatInstant(clock.now())]
  const { rows } = await pool.query<Row>({ name: 'read-notice', text: READ, values })
  return rows[0] ? viewOf(rows[0]) : refuse('not-found')
}

export async function readAllNotices(
  { pool, clock }: ServerContext,
  { userId }: Principal,
): Promise<{ read: number }> {
  const { rowCount } = await pool.query({
    name: 'read-all-notices',
    text: 'update notice set read_at = $2 where user_id = $1 and read_at is null',
    values: [userId, formatInstant(clock.now())],
  })
  return { read: rowCount ?? 0 }
}

function viewOf(row: Row): NoticeView {
  return {
    ...row,
    createdAt: formatInstant(row.createdAt),
    readAt: row.readAt === null ? null : formatInstant(row.readAt),
  }
}

const COLUMNS = `id, kind, subject, text, path, created_at as "createdAt", read_at as "readAt",
  state as sent, error`

const LIST = `
select ${COLUMNS} from notice
where user_id = $1 and (created_at, id) < ($2::timestamptz, $3::uuid)
  and (not $4::boolean or read_at is null)
order by created_at desc, id desc limit $5`

const READ = `
update notice set read_at = coalesce(read_at, $3) where id = $1 and user_id = $2
returning ${COLUMNS}`
