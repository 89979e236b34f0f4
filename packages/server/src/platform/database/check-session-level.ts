// Finds out whether connections are sessions of their own, as LISTEN and advisory locks need.
//
// A transaction-level pooler lends its few server sessions to one statement after another. So one
// client sets things that live in a session and lets go; a second opens a transaction, which makes
// such a pooler lend it the session just freed. The first then looks for what it left behind.

import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'

const ANSWER_TIMEOUT_MS = 3_000

export type SessionLevel =
  | { readonly kind: 'session' }
  | { readonly kind: 'shared'; readonly reason: string }

/** `shared` names the first thing that did not survive; for `doctor` and the start's log. */
export async function checkSessionLevel(pool: pg.Pool): Promise<SessionLevel> {
  const first = await pool.connect()
  const second = await pool.connect().catch((error: unknown) => {
    first.release()
    throw error
  })
  try {
    const reason = await firstDifference(first, second)
    return reason === undefined ? { kind: 'session' } : { kind: 'shared', reason }
  } finally {
    // Both carry leftovers of the check, so neither goes back to the pool.
    first.release(true)
    second.release(true)
  }
}

async function firstDifference(
  first: pg.PoolClient,
  second: pg.PoolClient,
): Promise<string | undefined> {
  const token = `evenwatch_check_${randomBytes(8).toString('hex')}`
  const lockKey = randomBytes(4).readInt32BE()
  const heard = new Promise<boolean>((resolve) => {
    first.on('notification', (message) => message.channel === token && resolve(true))
  })
  const pid = await backendPid(first)
  await first.query(`select set_config('application_name', $1, false)`, [token])
  await first.query('select pg_advisory_lock($1)', [lockKey])
  await first.query(`listen ${token}`)

  await second.query('begin')
  if ((await backendPid(second)) === pid) return 'two connections share one server session'
  // A pooler with a single server session makes the first client wait for the second one's end.
  const again = await inTime(backendPid(first))
  if (again === undefined) return 'a connection waits while another one is in a transaction'
  if (again !== pid) return 'the server session changes between statements'

  const name = await first.query<{ value: string }>(
    `select current_setting('application_name') as value`,
  )
  if (name.rows[0]?.value !== token) return 'SET does not last beyond its statement'
  const lock = await second.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    lockKey,
  ])
  if (lock.rows[0]?.taken === true) return 'an advisory lock does not last beyond its statement'
  await second.query('commit')
  await second.query(`notify ${token}`)
  if ((await inTime(heard)) !== true) return 'LISTEN receives no notifications'
  return undefined
}

async function backendPid(client: pg.PoolClient): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid
}

function inTime<Value>(answer: Promise<Value>): Promise<Value | undefined> {
  const timeout = delay(ANSWER_TIMEOUT_MS, undefined, { ref: false })
  // When the time is up the connection is thrown away, and what it still says no longer matters.
  return Promise.race([answer.catch(() => undefined), timeout])
}
