// Housekeeping's loop in one process. It starts with a round at once, so that a first start has its
// partitions before there is much to move into them.

import { setTimeout as delay } from 'node:timers/promises'
import type { ServerContext } from '../context.ts'
import type { HousekeepingJob } from './housekeeping-job.ts'
import { housekeepingTick } from './housekeeping-tick.ts'

/** How late a job may be; each look is one small statement a job. */
export const HOUSEKEEPING_LOOK_EVERY_MS = 10_000

export type Housekeeping = {
  /** Ends after the batch that is running. */
  stop(): Promise<void>
}

export function runHousekeeping(
  context: ServerContext,
  jobs: readonly HousekeepingJob[],
): Housekeeping {
  const stopping = new AbortController()
  const untilStopped = jobs.map((job): HousekeepingJob => {
    return {
      ...job,
      run: async (given, now) => {
        const done = await job.run(given, now)
        return stopping.signal.aborted ? { ...done, more: false } : done
      },
    }
  })
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      try {
        if (context.clock.healthy()) await housekeepingTick(context, untilStopped)
      } catch (error) {
        context.log.warn({ err: error }, 'housekeeping could not look for its jobs')
      }
      await pause(HOUSEKEEPING_LOOK_EVERY_MS, stopping.signal)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await loop
    },
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal, ref: false })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
