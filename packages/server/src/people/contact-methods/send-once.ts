// Hands one message to a contact method's channel, outside of any page: codes and tests. A person
// can make us send only so many within a while, whatever the contact method, so that nobody uses
// us to fill somebody's mailbox.

import {
  CHANNEL_TIMEOUT_MS,
  type ChannelOutcome,
  type Channels,
  type OutgoingMessage,
} from '../../paging/channels/channel.ts'
import type { ServerContext } from '../../platform/context.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { ATTEMPT_WINDOW_MS, takeAttempt } from '../attempts.ts'
import type { FoundMethod } from './find-contact-method.ts'

/** Within ATTEMPT_WINDOW_MS. */
export const SENDS_PER_PERSON_MAX = 10

export async function takeSend(context: ServerContext, userId: string): Promise<Refusal | null> {
  const limit = { subject: `send:${userId}`, max: SENDS_PER_PERSON_MAX }
  const attempt = await takeAttempt(context, [limit])
  if (attempt.kind === 'taken') return null
  const minutes = ATTEMPT_WINDOW_MS / 60_000
  return refuse('too-many-requests', {
    detail: `A person gets at most ${SENDS_PER_PERSON_MAX} such messages in ${minutes} minutes.`,
  })
}

export async function sendOnce(
  context: ServerContext,
  channels: Channels,
  found: FoundMethod,
  body: OutgoingMessage['body'],
): Promise<ChannelOutcome> {
  const { method, secret } = found
  const channel = channels.get(method.channel)
  const missing = channel === undefined ? 'The channel is not built in.' : channel.missing
  if (channel === undefined || missing !== null) {
    return { kind: 'failed', detail: missing ?? '', retryable: false, retryAfterMs: null }
  }
  const at = context.clock.now()
  const message: OutgoingMessage = {
    id: context.random.uuid(at),
    at,
    body,
    to: {
      userId: found.userId,
      displayName: found.displayName,
      contactMethodId: method.id,
      address: method.address,
      secret: secret === null ? null : context.secrets.open(secret),
    },
  }
  try {
    return await channel.send(message, AbortSignal.timeout(CHANNEL_TIMEOUT_MS))
  } catch (error) {
    context.log.warn({ err: error, channel: channel.name }, 'a channel broke while sending')
    return { kind: 'unknown', detail: 'The channel broke while sending.' }
  }
}
