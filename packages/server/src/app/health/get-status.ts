// What could keep a page from going out, for the strip on every screen.

import type { CallOutput, getStatus as contract } from '@evenwatch/api'
import { findTroubles, formatInstant } from '@evenwatch/core'
import type { Channels } from '../../paging/channels/channel.ts'
import { openDeadLetters } from '../../paging/reads/dead-letters.ts'
import { readChannelHealth } from '../../paging/reads/read-channel-health.ts'
import type { ServerContext } from '../../platform/context.ts'
import { isSilent, readNodes } from './read-nodes.ts'

export type StatusDeps = { readonly channels: Channels; readonly version: string }

export async function getStatus(
  context: ServerContext,
  deps: StatusDeps,
): Promise<CallOutput<typeof contract>> {
  const { pool, clock } = context
  const now = clock.now()
  const [channels, letters, nodes] = await Promise.all([
    readChannelHealth(pool, deps.channels, now),
    openDeadLetters(pool),
    readNodes(pool, now),
  ])
  const troubles = findTroubles(context.directory.current(), {
    channels,
    isClockHealthy: clock.healthy(),
    silentNodes: nodes.filter(isSilent).map((node) => node.name),
    deadLetters: letters.length,
    oldestDeadLetterAt: letters[0]?.at ?? null,
  })
  return {
    at: formatInstant(now),
    version: deps.version,
    troubles: troubles.map((one) => ({
      ...one,
      since: one.since === null ? null : formatInstant(one.since),
    })),
    deadLetters: letters.map((letter) => ({
      groupId: letter.group_id,
      groupNumber: letter.number,
      title: letter.title,
      reason: letter.reason,
      at: formatInstant(letter.at),
    })),
    demo: context.config.demo,
  }
}
