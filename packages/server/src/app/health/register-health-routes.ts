// `/healthz`: the process answers. `/readyz`: it can do its work. For machines, without sign-in, and
// without saying more than they need.
//
// Not ready (503): the database does not answer, the clock is unsure, or the engine's loop stands
// still. Degraded (200): there are dead letters; the node works, and somebody should look.

import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { hasDeadLetters } from '../../paging/reads/dead-letters.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { HttpServer } from '../../platform/http/http-server.ts'

export const DATABASE_ANSWER_MS_MAX = 2_000

export type ReadyProbes = {
  /** Null: this process has no engine duty. */
  engineAlive(): boolean | null
}

export type Readiness = {
  readonly status: 'ready' | 'degraded' | 'not-ready'
  readonly checks: {
    readonly database: boolean
    readonly clock: boolean
    readonly engine: boolean | null
    readonly deadLetters: boolean
  }
}

export function registerHealthRoutes(
  http: HttpServer,
  context: ServerContext,
  probes: ReadyProbes,
): void {
  const schema = { hide: true }
  http.app.get('/healthz', { schema }, async () => ({ status: 'ok' }))
  http.app.get('/readyz', { schema }, async (_, reply) => {
    const readiness = await checkReadiness(context, probes)
    return reply.code(readiness.status === 'not-ready' ? 503 : 200).send(readiness)
  })
}

export async function checkReadiness(
  context: ServerContext,
  probes: ReadyProbes,
): Promise<Readiness> {
  const letters = await askDatabase(context.pool)
  const checks = {
    database: letters !== null,
    clock: context.clock.healthy(),
    engine: probes.engineAlive(),
    deadLetters: letters ?? false,
  }
  const works = checks.database && checks.clock && checks.engine !== false
  return { status: works ? (checks.deadLetters ? 'degraded' : 'ready') : 'not-ready', checks }
}

/** Whether there are dead letters; null when the database does not answer in time. */
async function askDatabase(pool: Pool): Promise<boolean | null> {
  const answer = hasDeadLetters(pool).catch(() => null)
  return Promise.race([answer, delay(DATABASE_ANSWER_MS_MAX, null, { ref: false })])
}
