// Starts a session, within the caller's transaction or on its own.

import { randomBytes } from 'node:crypto'
import { formatInstant, sessionEndsAt } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { hashToken } from '../../platform/secrets/secret-box.ts'

export const SESSIONS_PER_PERSON_MAX = 20
const SESSION_TOKEN_BYTES = 32
const USER_AGENT_CHARS_MAX = 256

const INSERT = `
insert into session (id, token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
values ($1, $2, $3, $4, $4, $5, $6)`

/** Those that are over, and a person's least recently used ones beyond the limit. */
const MAKE_ROOM = `
delete from session where expires_at <= $2 or id in (
  select id from session where user_id = $1 order by last_seen_at desc offset $3)`

export type NewSession = { readonly id: string; readonly userId: string; readonly token: string }

/** The token goes into the cookie and is known to nobody afterwards. */
export async function createSession(
  context: ServerContext,
  db: ClientBase | Pool,
  userId: string,
  userAgent: string,
): Promise<NewSession> {
  const now = context.clock.now()
  const id = context.random.uuid(now)
  const token = randomBytes(SESSION_TOKEN_BYTES).toString('base64url')
  await db.query(MAKE_ROOM, [userId, formatInstant(now), SESSIONS_PER_PERSON_MAX - 1])
  await db.query(INSERT, [
    id,
    hashToken(token),
    userId,
    formatInstant(now),
    formatInstant(sessionEndsAt(now, now)),
    userAgent.slice(0, USER_AGENT_CHARS_MAX),
  ])
  return { id, userId, token }
}
