// The list of alert groups: triggered ones first, the oldest at the top, then acknowledged, snoozed
// and resolved ones, these the newest first.
//
// A list is a row of sections, one per status, each walked along its own index; a cursor names the
// section and the last row in it. Rows that come in while somebody pages neither repeat nor shift
// others, because nothing is counted off.

import type { CallOutput, listAlertGroups as contract } from '@evenwatch/api'
import { assert, formatInstant, HOUR_MS, type Instant } from '@evenwatch/core'
import type { Pool } from 'pg'
import type { z } from 'zod'
import { lastPage } from '../../paging/reads/paged-people.ts'
import type { PinnedPolicy } from '../../paging/reads/pinned-policy.ts'
import type { ServerContext } from '../../platform/context.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { personName } from '../../platform/timeline/describe-actor.ts'
import { describeGroups } from './describe-groups.ts'
import {
  filterSql,
  filterValues,
  type GroupFilter,
  LIST_STATUSES,
  type ListStatus,
  readGroupFilter,
  STATUS_SQL,
} from './group-filter.ts'
import { GROUP_COLUMNS, type GroupRow } from './group-row.ts'

const RESOLVED_COUNTED_MS = 24 * HOUR_MS

export async function listAlertGroups(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  query: z.output<typeof contract.query>,
  userId: string | null,
): Promise<CallOutput<typeof contract> | Refusal> {
  const directory = context.directory.current()
  const filter = readGroupFilter(directory, query, userId)
  if (isRefusal(filter)) return filter
  const after = decodeCursor(query.cursor, 3)
  if (isRefusal(after)) return after

  const [page, counts, last] = await Promise.all([
    readPage(context.pool, filter, query.limit, readPosition(after)),
    countGroups(context.pool, filter, userId, context.clock.now()),
    lastPage(context.pool),
  ])
  return {
    items: await describeGroups(context, pinnedPolicy, page.rows),
    nextCursor: page.nextCursor,
    counts,
    lastPage: last && { at: formatInstant(last.at), user: personName(directory, last.userId) },
  }
}

type Position = { readonly status: ListStatus; readonly at: Instant; readonly id: string }

function readPosition(key: readonly (string | number)[] | null): Position | null {
  if (key === null) return null
  const [named, at, id] = key
  const status = LIST_STATUSES.find((one) => one === named) ?? LIST_STATUSES[0]
  return { status, at: Number(at), id: String(id) }
}

async function readPage(
  pool: Pool,
  filter: GroupFilter,
  limit: number,
  after: Position | null,
): Promise<{ rows: readonly GroupRow[]; nextCursor: string | null }> {
  const found: { status: ListStatus; row: GroupRow }[] = []
  const isBehind = (status: ListStatus) =>
    after !== null && LIST_STATUSES.indexOf(status) < LIST_STATUSES.indexOf(after.status)
  for (const status of filter.statuses) {
    if (isBehind(status)) continue
    const wanted = limit + 1 - found.length
    if (wanted <= 0) break
    const position = status === after?.status ? after : null
    for (const row of await readSection(pool, filter, status, position, wanted)) {
      found.push({ status, row })
    }
  }
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const hasMore = found.length > limit && last !== undefined
  return {
    rows: rows.map(({ row }) => row),
    nextCursor: hasMore
      ? encodeCursor([last.status, sortInstant(last.status, last.row), last.row.id])
      : null,
  }
}

async function readSection(
  pool: Pool,
  filter: GroupFilter,
  status: ListStatus,
  after: Position | null,
  limit: number,
): Promise<readonly GroupRow[]> {
  const { rows } = await pool.query<GroupRow>(sectionQuery(filter, status, after, limit))
  return rows
}

/** Open sections walk `alert_group_open` upwards, the resolved one `alert_group_resolved` downwards. */
export function sectionQuery(
  filter: GroupFilter,
  status: ListStatus,
  after: { readonly at: Instant; readonly id: string } | null,
  limit: number,
): { text: string; values: unknown[] } {
  const isOpen = status !== 'resolved'
  const column = isOpen ? 'g.opened_at' : 'g.resolved_at'
  const order = isOpen ? 'asc' : 'desc'
  const values = [...filterValues(filter), limit]
  let position = ''
  if (after !== null) {
    position = `and (${column}, g.id) ${isOpen ? '>' : '<'} ($6::timestamptz, $7::uuid)`
    values.push(formatInstant(after.at), after.id)
  }
  const text = `
select ${GROUP_COLUMNS}
from alert_group g
where ${STATUS_SQL[status]}
  ${isOpen ? `and g.status <> 'resolved'` : ''} ${position}
  and ${filterSql(filter)}
order by ${column} ${order}, g.id ${order}
limit $5`
  return { text, values }
}

/** Instants are kept to the millisecond by us, so a cursor's instant is the column's. */
function sortInstant(status: ListStatus, row: GroupRow): Instant {
  const at = status === 'resolved' ? row.resolved_at : row.opened_at
  assert(at !== null, 'a resolved group knows when')
  return at
}

type Counts = Record<'triggered' | 'acknowledged' | 'snoozed' | 'resolved' | 'mine', number>

/** Counts of every tab under the same filter; what a tab shows does not depend on the open one. */
async function countGroups(
  pool: Pool,
  filter: GroupFilter,
  userId: string | null,
  now: Instant,
): Promise<Counts> {
  const { rows } = await pool.query<Counts>({
    text: `
with open as (
  select
    count(*) filter (where ${STATUS_SQL.triggered})::int as triggered,
    count(*) filter (where ${STATUS_SQL.acknowledged})::int as acknowledged,
    count(*) filter (where ${STATUS_SQL.snoozed})::int as snoozed
  from alert_group g where g.status <> 'resolved' and ${filterSql(filter)}
), ended as (
  select count(*)::int as resolved from alert_group g
  where g.status = 'resolved' and g.resolved_at > $5::timestamptz and ${filterSql(filter)}
), own as (
  select count(distinct p.group_id)::int as mine
  from page p join alert_group g on g.id = p.group_id
  where p.user_id = $6::uuid and p.state = 'open' and g.status = 'triggered'
)
select * from open, ended, own`,
    values: [...filterValues(filter), formatInstant(now - RESOLVED_COUNTED_MS), userId],
  })
  const [counts] = rows
  assert(counts, 'counting gives one row')
  return counts
}
