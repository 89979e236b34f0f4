// Makes connection pools that behave alike: our column values, UTC, and no crash on a lost line.

import pg from 'pg'
import type { Log } from '../log.ts'
import { columnParsers } from './column-parsers.ts'

const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 60_000
const KEEP_ALIVE_DELAY_MS = 10_000
/**
 * A process that stands still inside a transaction would hold its locks, dedup slots above all,
 * for as long as it stands. The server ends such a transaction; nothing of ours waits in one.
 */
export const IDLE_IN_TRANSACTION_MS_MAX = 20_000
/** No statement of ours takes this long; one that does holds others up and is better ended. */
export const STATEMENT_MS_MAX = 60_000
export const POOL_CONNECTIONS_MAX = 20

const SET_LIMITS = `
select set_config('idle_in_transaction_session_timeout', '${IDLE_IN_TRANSACTION_MS_MAX}', false),
  set_config('statement_timeout', '${STATEMENT_MS_MAX}', false)`

/** By a statement and not by the connection's start, where poolers refuse what they do not know. */
async function setLimits(client: pg.ClientBase): Promise<void> {
  await client.query(SET_LIMITS)
}

export function createPool(connection: pg.PoolConfig, log: Log): pg.Pool {
  const pool = new pg.Pool({
    max: POOL_CONNECTIONS_MAX,
    application_name: 'evenwatch',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    onConnect: setLimits,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    ...connection,
    types: columnParsers,
  })
  // An `error` event that nobody hears ends the process. The pool hears its idle clients; one
  // that is checked out while its server dies reports through its query as well.
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'))
  pool.on('connect', (client) => {
    client.on('error', (error) => log.debug({ err: error }, 'a database connection was lost'))
  })
  return pool
}
