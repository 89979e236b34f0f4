// Tells the other processes, every few seconds, that this one is there and how sure its clock is.
//
// Its name outlives a restart, unlike its id: whoever starts anew in its place takes the name over.

import { hostname } from 'node:os'
import { formatInstant, type Instant } from '@evenwatch/core'
import type { ServerContext } from '../context.ts'

export const BEAT_EVERY_MS = 5_000

const BEAT = `
insert into node (id, name, roles, started_at, seen_at, clock_uncertainty_ms, healthy)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update
set seen_at = excluded.seen_at, clock_uncertainty_ms = excluded.clock_uncertainty_ms, healthy = excluded.healthy`

/** Larger than any that matters; a clock without a sample has no bound at all. */
const UNCERTAINTY_MS_MAX = 2_147_483_647

export type Heartbeat = {
  /** Ends it and takes the row away, so that nobody waits for this process. */
  stop(): Promise<void>
}

/** Resolves once the process is listed. */
export async function startHeartbeat(context: ServerContext): Promise<Heartbeat> {
  const startedAt = context.clock.now()
  await beat(context, startedAt)
  let beating: Promise<void> | undefined
  const timer = setInterval(() => {
    beating ??= beat(context, startedAt)
      .catch((error: unknown) =>
        context.log.warn({ err: error }, 'this process could not say that it is there'),
      )
      .finally(() => {
        beating = undefined
      })
  }, BEAT_EVERY_MS)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await beating
      await context.pool
        .query('delete from node where id = $1', [context.nodeId])
        .catch((error: unknown) =>
          context.log.warn({ err: error }, 'this process could not sign off; it will be missed'),
        )
    },
  }
}

export async function beat(context: ServerContext, startedAt: Instant): Promise<void> {
  const { clock, config, nodeId, pool } = context
  await pool.query({
    name: 'beat',
    text: BEAT,
    values: [
      nodeId,
      `${hostname()}:${config.port}`,
      [...config.duties],
      formatInstant(startedAt),
      formatInstant(clock.now()),
      Math.min(Math.ceil(clock.uncertaintyMs()), UNCERTAINTY_MS_MAX),
      clock.healthy(),
    ],
  })
}
