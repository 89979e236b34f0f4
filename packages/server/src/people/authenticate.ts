// Who is calling: the bootstrap token, an API token, or a session cookie.
//
// What is known of a credential is at most CREDENTIAL_AGE_MS_MAX old, so a revoked token, an ended
// session and a deactivated person are refused within 5 s on every node, and at once where the
// change was made. Calls that change something with a cookie must carry the session's CSRF token,
// because a browser adds the cookie to other sites' calls too; bearer tokens nobody adds unasked.

import { createHash, timingSafeEqual } from 'node:crypto'
import { type Role, SECOND_MS } from '@evenwatch/core'
import type { FastifyRequest } from 'fastify'
import type { ServerContext } from '../platform/context.ts'
import type { Authenticate } from '../platform/http/http-server.ts'
import type { Principal } from '../platform/http/principal.ts'
import { refuse } from '../platform/http/refusal.ts'
import { hashToken } from '../platform/secrets/secret-box.ts'
import { FreshCache } from './fresh-cache.ts'
import { findSession, type LiveSession } from './sign-in/find-session.ts'
import { sessionHashOf } from './sign-in/session-cookie.ts'
import { findToken, type LiveToken } from './tokens/find-token.ts'

export const CREDENTIAL_AGE_MS_MAX = 4 * SECOND_MS
const CREDENTIALS_CACHED_MAX = 10_000
const CSRF_HEADER = 'x-csrf-token'
const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

const BOOTSTRAP: Principal = {
  actor: { kind: 'token', id: 'bootstrap', name: 'bootstrap' },
  userId: null,
  role: 'admin',
  leads: new Set(),
}

export function createAuthenticate(context: ServerContext): Authenticate {
  const limits = { ageMsMax: CREDENTIAL_AGE_MS_MAX, entriesMax: CREDENTIALS_CACHED_MAX }
  const tokens = new FreshCache<LiveToken>(context.clock, limits)
  const sessions = new FreshCache<LiveSession>(context.clock, limits)
  context.wakes.on('configuration', () => {
    tokens.clear()
    sessions.clear()
  })
  const { adminToken } = context.config
  const adminDigest = adminToken === null ? null : digest(adminToken)

  async function byToken(text: string) {
    // Digests have one length, so that comparing them tells nothing about the token's.
    if (adminDigest !== null && timingSafeEqual(adminDigest, digest(text))) return BOOTSTRAP
    const hash = hashToken(text)
    const token = await tokens.get(hash, () => findToken(context, hash))
    if (token === null) return refuse('token-refused')
    if (token.expiresAt !== null && token.expiresAt <= context.clock.now()) {
      return refuse('token-refused')
    }
    const actor = { kind: 'token', id: token.id, name: token.name } as const
    return principalOf(context, actor, token.userId, token.role)
  }

  async function bySession(request: FastifyRequest, hash: string) {
    const session = await sessions.get(hash, () => findSession(context, hash))
    if (session === null || session.expiresAt <= context.clock.now()) return null
    if (!READING_METHODS.has(request.method)) {
      const given = request.headers[CSRF_HEADER]
      const isGenuine =
        typeof given === 'string' && context.secrets.verify('csrf', session.id, given)
      if (!isGenuine) return refuse('csrf-token-missing')
    }
    const actor = { kind: 'user', id: session.userId, name: session.userName } as const
    return principalOf(context, actor, session.userId, session.role)
  }

  return async (request) => {
    // Other schemes are the business of a proxy in front of us.
    const bearer = /^Bearer\b *(.*)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer !== undefined) return byToken(bearer)
    const hash = sessionHashOf(request)
    return hash === null ? null : bySession(request, hash)
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function principalOf(
  context: ServerContext,
  actor: Principal['actor'],
  userId: string | null,
  role: Role,
): Principal {
  return { actor, userId, role, leads: userId === null ? new Set() : teamsLedBy(context, userId) }
}

function teamsLedBy(context: ServerContext, userId: string): ReadonlySet<string> {
  const led = new Set<string>()
  for (const team of context.directory.current().teams.values()) {
    if (team.leadIds.includes(userId)) led.add(team.id)
  }
  return led
}
