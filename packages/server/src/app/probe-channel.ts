// Tries to reach a channel's carrier without sending anything.

import type { ChannelName } from '@evenwatch/core'
import nodemailer from 'nodemailer'
import type { Channels } from '../paging/channels/channel.ts'
import type { ServerConfig } from '../platform/config.ts'

const PROBE_MS = 5_000

/** Null when it answers; otherwise why not. */
export async function probeChannel(
  config: ServerConfig,
  channels: Channels,
  name: ChannelName,
): Promise<string | null> {
  const channel = channels.get(name)
  if (!channel) return `This installation has no channel “${name}”.`
  if (channel.missing !== null) return channel.missing
  if (name !== 'email' || config.smtpUrl === null) return null
  const transport = nodemailer.createTransport({
    url: config.smtpUrl,
    connectionTimeout: PROBE_MS,
    greetingTimeout: PROBE_MS,
    socketTimeout: PROBE_MS,
  })
  try {
    await transport.verify()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    transport.close()
  }
}
