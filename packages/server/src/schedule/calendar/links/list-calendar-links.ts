// Administrators see all links, others their own; the newest first.

import type { CalendarLinkView } from '@evenwatch/api'
import { isUuid } from '@evenwatch/core'
import type { ServerContext } from '../../../platform/context.ts'
import type { Principal } from '../../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../../platform/http/refusal.ts'
import { selectLinks, viewLinks } from './link-view.ts'

const CLAUSES = `
where l.revoked_at is null and ($1 or l.user_id = $2) and ($3::uuid is null or l.id < $3)
order by l.id desc limit $4`

export async function listCalendarLinks(
  { pool }: ServerContext,
  principal: Principal,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: CalendarLinkView[]; nextCursor: string | null } | Refusal> {
  if (cursor !== undefined && !isUuid(cursor)) {
    return refuse('invalid-request', { fields: [{ field: 'cursor', rule: 'a `nextCursor`' }] })
  }
  const values = [principal.role === 'admin', principal.userId, cursor ?? null, limit + 1]
  const rows = await selectLinks(pool, CLAUSES, values)
  const page = rows.slice(0, limit)
  const nextCursor = rows.length > limit ? (page.at(-1)?.id ?? null) : null
  return { items: await viewLinks(pool, page), nextCursor }
}
