// Reads an API token by its hash, with the role it acts with now.

import { formatInstant, type Instant, lesserRole, MINUTE_MS, type Role } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'

/** `last_used_at` is written at most this often. */
const USE_NOTED_MS = MINUTE_MS

export type LiveToken = {
  readonly id: string
  readonly name: string
  readonly userId: string | null
  /** Never more than its owner's present role. */
  readonly role: Role
  readonly expiresAt: Instant | null
}

type TokenRow = LiveToken & {
  readonly ownerRole: Role | null
  readonly lastUsedAt: Instant | null
}

const FIND = `
select t.id, t.name, t.user_id as "userId", t.role, t.expires_at as "expiresAt",
       u.role as "ownerRole", t.last_used_at as "lastUsedAt"
from api_token t left join app_user u on u.id = t.user_id
where t.token_hash = $1 and t.revoked_at is null and u.deactivated_at is null
  and (t.expires_at is null or t.expires_at > $2)`

/** Null when it is unknown, revoked or expired, or its owner is deactivated. */
export async function findToken(
  context: ServerContext,
  tokenHash: string,
): Promise<LiveToken | null> {
  const now = context.clock.now()
  const { rows } = await context.pool.query<TokenRow>({
    name: 'find-token',
    text: FIND,
    values: [tokenHash, formatInstant(now)],
  })
  const token = rows[0]
  if (!token) return null
  if (token.lastUsedAt === null || now - token.lastUsedAt >= USE_NOTED_MS) {
    await context.pool.query('update api_token set last_used_at = $2 where id = $1', [
      token.id,
      formatInstant(now),
    ])
  }
  return { ...token, role: token.ownerRole ? lesserRole(token.role, token.ownerRole) : token.role }
}
