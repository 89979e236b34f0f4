// The way in while there is nobody: a one-time link that the start prints. Each start makes a new
// one; older ones work until somebody used any of them or they end.

import { randomBytes } from 'node:crypto'
import { formatInstant, HOUR_MS } from '@evenwatch/core'
import type { ServerContext } from '../platform/context.ts'
import { hashToken } from '../platform/secrets/secret-box.ts'
import { hasAnyUser } from './sign-in/view-session.ts'

export const SETUP_LINK_LIFE_MS = 24 * HOUR_MS
const SETUP_TOKEN_BYTES = 32

/** Null when there is somebody already. */
export async function createSetupLink(context: ServerContext): Promise<string | null> {
  if (await hasAnyUser(context)) return null
  const now = context.clock.now()
  const token = randomBytes(SETUP_TOKEN_BYTES).toString('base64url')
  await context.pool.query('delete from setup_link where expires_at <= $1', [formatInstant(now)])
  await context.pool.query(
    'insert into setup_link (token_hash, created_at, expires_at) values ($1, $2, $3)',
    [hashToken(token), formatInstant(now), formatInstant(now + SETUP_LINK_LIFE_MS)],
  )
  return `${context.config.publicUrl}/setup?token=${token}`
}
