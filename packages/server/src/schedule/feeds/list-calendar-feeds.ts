// Lists calendar feeds by name, all or those of a schedule.

import type { CalendarFeedView } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { feedViews } from './feed-views.ts'
import { selectFeeds } from './find-feeds.ts'

export async function listCalendarFeeds(
  context: ServerContext,
  principal: Principal,
  query: {
    readonly schedule?: string | undefined
    readonly limit: number
    readonly cursor?: string | undefined
  },
): Promise<{ items: CalendarFeedView[]; nextCursor: string | null } | Refusal> {
  const { pool } = context
  const { schedule, limit, cursor } = query
  const found = schedule === undefined ? null : await findDefinition(pool, 'Schedule', schedule)
  if (schedule !== undefined && found === null) return refuse('not-found')
  const rows = await selectFeeds(pool, CLAUSES, [cursor ?? '', found?.id ?? null, limit + 1])
  const page = rows.slice(0, limit)
  return {
    items: await feedViews(context, pool, principal, page),
    nextCursor: rows.length > limit ? (page.at(-1)?.name ?? null) : null,
  }
}

const CLAUSES = `
and f.name > $1 and ($2::uuid is null or f.schedule_id = $2) order by f.name limit $3`
