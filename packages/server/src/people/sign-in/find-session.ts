// Reads a session by the hash of its token and, when it is in use, moves its end.

import {
  formatInstant,
  type Instant,
  type Role,
  SESSION_TOUCH_MS,
  sessionEndsAt,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'

export type LiveSession = {
  readonly id: string
  readonly userId: string
  readonly userName: string
  readonly role: Role
  readonly expiresAt: Instant
}

type SessionRow = LiveSession & { readonly createdAt: Instant; readonly lastSeenAt: Instant }

const FIND = `
select s.id, s.user_id as "userId", u.name as "userName", u.role,
       s.expires_at as "expiresAt", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt"
from session s join app_user u on u.id = s.user_id
where s.token_hash = $1 and s.expires_at > $2 and u.deactivated_at is null`

/** Null when it is unknown, over, or its person is deactivated. */
export async function findSession(
  context: ServerContext,
  tokenHash: string,
): Promise<LiveSession | null> {
  const now = context.clock.now()
  const { rows } = await context.pool.query<SessionRow>({
    name: 'find-session',
    text: FIND,
    values: [tokenHash, formatInstant(now)],
  })
  const session = rows[0]
  if (!session) return null
  if (now - session.lastSeenAt < SESSION_TOUCH_MS) return session
  const expiresAt = sessionEndsAt(session.createdAt, now)
  await context.pool.query('update session set last_seen_at = $2, expires_at = $3 where id = $1', [
    session.id,
    formatInstant(now),
    formatInstant(expiresAt),
  ])
  return { ...session, expiresAt }
}
