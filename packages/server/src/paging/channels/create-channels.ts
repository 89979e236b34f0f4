// Every way of sending that this build knows. A new channel is one folder and one line here.

import type { ServerContext } from '../../platform/context.ts'
import type { Channel, Channels } from './channel.ts'
import { createEmailChannel } from './email/email-channel.ts'
import { createInboxChannel } from './inbox/inbox-channel.ts'
import { createWebhookChannel } from './webhook/webhook-channel.ts'

export type ChannelParts = Pick<ServerContext, 'clock' | 'wakes'> & {
  readonly config: Pick<ServerContext['config'], 'smtpUrl' | 'mailFrom' | 'outboundAllow'>
}

export function createChannels(parts: ChannelParts): Channels {
  const channels: readonly Channel[] = [
    createEmailChannel(parts),
    createWebhookChannel(parts),
    createInboxChannel(parts),
  ]
  return new Map(channels.map((channel) => [channel.name, channel]))
}
