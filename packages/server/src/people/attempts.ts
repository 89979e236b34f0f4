// Counts attempts per subject over a sliding window, across nodes: failed sign-ins per person and
// per network, and messages that people make us send.
//
// An attempt is taken before the work that it pays for: two attempts at once can never both be the
// last one allowed. Subjects are stored as keyed hashes, so the table names neither people nor
// addresses.

import { formatInstant, type Instant, MINUTE_MS } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'

export const ATTEMPT_WINDOW_MS = 15 * MINUTE_MS

export type AttemptLimit = { readonly subject: string; readonly max: number }

export type Attempt =
  /** `last`: the next one within the window will be refused. */
  | { readonly kind: 'taken'; readonly last: boolean }
  | { readonly kind: 'refused'; readonly retryAfterMs: number }

export async function takeAttempt(
  context: ServerContext,
  limits: readonly AttemptLimit[],
): Promise<Attempt> {
  const now = context.clock.now()
  const keyed = limits
    .map(({ subject, max }) => ({ key: keyOf(context, subject), max }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return inTransaction(context.pool, async (client) => {
    let last = false
    for (const { key, max } of keyed) {
      const oldest = await lockAndCount(client, key, now, max)
      if (oldest.count >= max) {
        return { kind: 'refused', retryAfterMs: oldest.at + ATTEMPT_WINDOW_MS - now }
      }
      last ||= oldest.count + 1 === max
    }
    await client.query(
      'insert into sign_in_failure (subject, at) select unnest($1::text[]), $2::timestamptz',
      [keyed.map(({ key }) => key), formatInstant(now)],
    )
    return { kind: 'taken', last }
  })
}

/** How many count, and when the one happened whose end of window makes room again. */
async function lockAndCount(client: PoolClient, key: string, now: Instant, max: number) {
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key])
  const { rows } = await client.query<{ at: Instant }>(
    'select at from sign_in_failure where subject = $1 and at > $2 order by at desc limit $3',
    [key, formatInstant(now - ATTEMPT_WINDOW_MS), max],
  )
  return { count: rows.length, at: rows.at(-1)?.at ?? now }
}

/** Gives everything back that a subject has used, and drops what no window counts any more. */
export async function forgetAttempts(context: ServerContext, subject: string): Promise<void> {
  const outdated = formatInstant(context.clock.now() - ATTEMPT_WINDOW_MS)
  await context.pool.query('delete from sign_in_failure where subject = $1 or at < $2', [
    keyOf(context, subject),
    outdated,
  ])
}

/** Gives back the newest attempt of a subject, because it turned out to be no failure. */
export async function giveBackAttempt(context: ServerContext, subject: string): Promise<void> {
  await context.pool.query(
    `delete from sign_in_failure where ctid = (
       select ctid from sign_in_failure where subject = $1 order by at desc limit 1)`,
    [keyOf(context, subject)],
  )
}

function keyOf(context: ServerContext, subject: string): string {
  return context.secrets.sign('attempt', subject)
}
