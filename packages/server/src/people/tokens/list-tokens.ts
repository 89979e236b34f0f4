// Administrators see all tokens, others their own; the newest first. Ids grow with time, so the
// cursor is the last id shown.

import { isUuid } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { selectTokens, type TokenView } from './token-view.ts'

const CLAUSES = `
where ($1 or t.user_id = $2) and ($3::uuid is null or t.id < $3)
order by t.id desc limit $4`

export async function listTokens(
  context: ServerContext,
  principal: Principal,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: TokenView[]; nextCursor: string | null } | Refusal> {
  if (cursor !== undefined && !isUuid(cursor)) {
    return refuse('invalid-request', { fields: [{ field: 'cursor', rule: 'a `nextCursor`' }] })
  }
  const values = [principal.role === 'admin', principal.userId, cursor ?? null, limit + 1]
  const found = await selectTokens(context.pool, CLAUSES, values)
  const items = found.slice(0, limit)
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null }
}
