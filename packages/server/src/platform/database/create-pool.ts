// Makes connection pools that behave alike: our column values, UTC, and no crash on a lost line.

import pg from 'pg'
import type { Log } from '../log.ts'
import { columnParsers } from './column-parsers.ts'

const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 60_000
const KEEP_ALIVE_DELAY_MS = 10_000
/** After this long a process that froze within a transaction gives its locks back. */
export const IDLE_TRANSACTION_MS_MAX = 15_000
export const POOL_CONNECTIONS_MAX = 20

export function createPool(connection: pg.PoolConfig, log: Log): pg.Pool {
  const pool = new pg.Pool({
    max: POOL_CONNECTIONS_MAX,
    application_name: 'evenwatch',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS_MAX,
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
