// What a client learns about itself before anything else: who it is, its CSRF token, whether there
// is anybody at all yet, and which channels can send.

import type { Session } from '@evenwatch/api'
import { CHANNELS } from '@evenwatch/core'
import type { Channels } from '../../paging/channels/channel.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { readUserRow, viewUser } from '../users/user-view.ts'

export type SessionOwner = {
  readonly userId: string | null
  /** Null for callers with a token: only cookies need the CSRF token. */
  readonly sessionId: string | null
}

export async function viewSession(
  context: ServerContext,
  channels: Channels,
  { userId, sessionId }: SessionOwner,
): Promise<Session> {
  const row = userId === null ? null : await readUserRow(context.pool, userId)
  const viewer: Principal | null = row && {
    actor: { kind: 'user', id: row.id, name: row.name },
    userId: row.id,
    role: row.role,
    leads: new Set(),
  }
  return {
    user: row && viewUser(context, row, viewer),
    csrfToken: sessionId === null ? null : context.secrets.sign('csrf', sessionId),
    needsSetup: row === null && !(await hasAnyUser(context)),
    publicUrl: context.config.publicUrl,
    channels: CHANNELS.map((channel) => {
      const built = channels.get(channel)
      const hint = built ? built.missing : 'The channel is not built in.'
      return { channel, enabled: hint === null, hint: hint ?? '' }
    }),
  }
}

export async function hasAnyUser(context: ServerContext): Promise<boolean> {
  const { rows } = await context.pool.query<{ found: boolean }>(
    'select exists (select 1 from app_user) as found',
  )
  return rows[0]?.found === true
}

/** The session of a cookie that has been let in; null for everybody else. */
export async function findSessionId(
  context: ServerContext,
  principal: Principal | null,
  cookieHash: string | null,
): Promise<string | null> {
  if (principal?.actor.kind !== 'user' || cookieHash === null) return null
  const { rows } = await context.pool.query<{ id: string }>(
    'select id from session where token_hash = $1 and user_id = $2',
    [cookieHash, principal.userId],
  )
  return rows[0]?.id ?? null
}
