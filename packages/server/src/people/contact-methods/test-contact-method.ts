// Sends a test message now and says what the carrier answered. The contact method keeps when it
// last worked and last failed, as it does for pages.

import { formatInstant } from '@evenwatch/core'
import type { Channels } from '../../paging/channels/channel.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { findContactMethod } from './find-contact-method.ts'
import { sendOnce, takeSend } from './send-once.ts'

const NOTE_SUCCESS = 'update contact_method set last_success_at = $2 where id = $1'
const NOTE_FAILURE =
  'update contact_method set last_failure_at = $2, last_failure = $3 where id = $1'

export async function testContactMethod(
  context: ServerContext,
  channels: Channels,
  principal: Principal,
  userRef: string,
  methodRef: string,
): Promise<{ outcome: 'sent' | 'failed'; detail: string } | Refusal> {
  const found = await findContactMethod(context.pool, userRef, methodRef, principal)
  if (isRefusal(found)) return found
  const refused = await takeSend(context, found.userId)
  if (refused) return refused
  const { kind, detail } = await sendOnce(context, channels, found, { purpose: 'test' })
  const at = formatInstant(context.clock.now())
  if (kind === 'sent') {
    await context.pool.query(NOTE_SUCCESS, [found.method.id, at])
    return { outcome: 'sent', detail }
  }
  await context.pool.query(NOTE_FAILURE, [found.method.id, at, detail])
  return { outcome: 'failed', detail }
}
