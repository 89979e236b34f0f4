// Gathers what only the shell can find out, and lets core say what it means. The same call serves
// the screen and the command line.

import { statfs } from 'node:fs/promises'
import type { CallOutput, getDiagnosis as contract } from '@evenwatch/api'
import { type ChannelName, diagnose, formatInstant, type MachineFacts } from '@evenwatch/core'
import type { Pool } from 'pg'
import type { Channels } from '../../paging/channels/channel.ts'
import { openDeadLetters } from '../../paging/reads/dead-letters.ts'
import type { ServerContext } from '../../platform/context.ts'
import { checkSessionLevel } from '../../platform/database/check-session-level.ts'
import { readNodes } from '../health/read-nodes.ts'

export type DiagnosisDeps = {
  readonly channels: Channels
  /** Tries to reach a channel's carrier without sending: null when it answers, else why not. */
  readonly probeChannel: (channel: ChannelName) => Promise<string | null>
}

export async function getDiagnosis(
  context: ServerContext,
  deps: DiagnosisDeps,
): Promise<CallOutput<typeof contract>> {
  const now = context.clock.now()
  const directory = await context.directory.refresh()
  const findings = diagnose(directory, await gatherFacts(context, deps), now)
  return { at: formatInstant(now), checks: [...findings] }
}

async function gatherFacts(context: ServerContext, deps: DiagnosisDeps): Promise<MachineFacts> {
  const { pool, clock, config } = context
  const isExternal = config.databaseUrl !== null
  const [disk, pooler, hasSynchronousStandby, channels, nodes, letters] = await Promise.all([
    diskSpace(config.dataDir),
    sessionLevel(context),
    isExternal ? synchronousStandby(pool) : null,
    channelFacts(deps),
    readNodes(pool, clock.now()),
    openDeadLetters(pool),
  ])
  return {
    clock: { healthy: clock.healthy(), uncertaintyMs: clock.uncertaintyMs() },
    disk,
    pooler,
    hasSynchronousStandby,
    channels,
    nodes,
    deadLetters: letters.length,
  }
}

/** Null where there is no data folder, as with a database of one's own. */
async function diskSpace(folder: string): Promise<MachineFacts['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return null
  }
}

async function sessionLevel(context: ServerContext): Promise<MachineFacts['pooler']> {
  const found = await checkSessionLevel(context.pool)
  return { reason: found.kind === 'session' ? null : found.reason }
}

async function synchronousStandby(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>(
    `select exists (
       select 1 from pg_stat_replication where sync_state in ('sync', 'quorum')
     ) as has`,
  )
  return rows[0]?.has ?? false
}

async function channelFacts(deps: DiagnosisDeps): Promise<MachineFacts['channels']> {
  return Promise.all(
    [...deps.channels.values()].map(async ({ name, missing }) => ({
      name,
      missing,
      error: missing === null ? await deps.probeChannel(name) : null,
    })),
  )
}
