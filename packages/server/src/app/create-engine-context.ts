// The engine's view of the server: channels, links, and what comes next in words.

import type { Channels } from '../paging/channels/channel.ts'
import type { EngineContext } from '../paging/engine/engine-context.ts'
import { ACT_LINK_LIFETIME_MS, makeActLink } from '../paging/links/act-link.ts'
import { makeReplyAddress } from '../paging/links/reply-address.ts'
import type { ServerContext } from '../platform/context.ts'

export function createEngineContext(
  context: ServerContext,
  channels: Channels,
  describeNext: EngineContext['describeNext'],
): EngineContext {
  const { config, secrets, clock } = context
  const tokenOf = (messageId: string) => ({
    messageId,
    expiresAt: clock.now() + ACT_LINK_LIFETIME_MS,
  })
  return {
    ...context,
    channels,
    describeNext,
    makeActUrl: (messageId) => makeActLink(secrets, config.publicUrl, tokenOf(messageId)),
    makeReplyTo: (messageId) =>
      config.mailIn === null
        ? null
        : makeReplyAddress(secrets, config.mailIn.domain, tokenOf(messageId)),
  }
}
