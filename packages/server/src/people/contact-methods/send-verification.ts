// Sends a code to a contact method. The newest code counts alone; the database keeps a keyed hash
// of it, because a million codes are soon tried against a plain one.

import { randomInt } from 'node:crypto'
import { formatInstant, MINUTE_MS } from '@evenwatch/core'
import type { Channels } from '../../paging/channels/channel.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findContactMethod } from './find-contact-method.ts'
import { sendOnce, takeSend } from './send-once.ts'

export const CODE_DIGITS = 6
export const CODE_LIFE_MS = 15 * MINUTE_MS

const KEEP_CODE = `
insert into contact_verification (contact_method_id, code_hash, attempts, expires_at)
values ($1, $2, 0, $3)
on conflict (contact_method_id) do update
set code_hash = excluded.code_hash, attempts = 0, expires_at = excluded.expires_at`

export async function sendVerification(
  context: ServerContext,
  channels: Channels,
  principal: Principal,
  userRef: string,
  methodRef: string,
): Promise<{ expiresAt: string } | Refusal> {
  const found = await findContactMethod(context.pool, userRef, methodRef, principal)
  if (isRefusal(found)) return found
  const refused = await takeSend(context, found.userId)
  if (refused) return refused
  const code = randomInt(10 ** CODE_DIGITS)
    .toString()
    .padStart(CODE_DIGITS, '0')
  const expiresAt = context.clock.now() + CODE_LIFE_MS
  const { id } = found.method
  const values = [id, hashCode(context, id, code), formatInstant(expiresAt)]
  await context.pool.query(KEEP_CODE, values)
  const body = { purpose: 'verification', code, expiresAt } as const
  const outcome = await sendOnce(context, channels, found, body)
  if (outcome.kind === 'sent') return { expiresAt: formatInstant(expiresAt) }
  return refuse('channel-failed', { detail: outcome.detail })
}

export function hashCode(context: ServerContext, methodId: string, code: string): string {
  return context.secrets.sign('contact-verification', `${methodId}:${code}`)
}
