// The cookie that carries a session: a random token of which the database knows only the hash.
// Out of reach for scripts, not sent along by other sites' forms, and encrypted links only when
// the installation has them.

import { SESSION_LIFE_MS_MAX } from '@evenwatch/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerConfig } from '../../platform/config.ts'
import { hashToken } from '../../platform/secrets/secret-box.ts'

export const SESSION_COOKIE = 'evenwatch_session'

function attributes(config: ServerConfig) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: config.publicUrl.startsWith('https:'),
  } as const
}

export function setSessionCookie(reply: FastifyReply, config: ServerConfig, token: string): void {
  // The database ends a session earlier; the cookie only must not live longer.
  const maxAge = SESSION_LIFE_MS_MAX / 1000
  reply.setCookie(SESSION_COOKIE, token, { ...attributes(config), maxAge })
}

export function clearSessionCookie(reply: FastifyReply, config: ServerConfig): void {
  reply.clearCookie(SESSION_COOKIE, attributes(config))
}

/** How the call's session is found in the database; null without a cookie. */
export function sessionHashOf(request: FastifyRequest): string | null {
  const token = request.cookies[SESSION_COOKIE]
  return token ? hashToken(token) : null
}
