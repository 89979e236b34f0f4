// The processes that share this database, the most recently seen first.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { Pool } from 'pg'

/** A process not seen for this long counts as gone: six beats missed. */
export const NODE_GONE_AFTER_MS = 30_000
/** Rows that are kept at most; each start of a process makes one, and housekeeping removes it. */
const NODES_LISTED_MAX = 1_000

export type NodeView = {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
  readonly startedAt: Instant
  readonly seenAt: Instant
  readonly clockUncertaintyMs: number
  /** What it says of its own clock; a process that is gone said so last. */
  readonly healthy: boolean
  readonly isAlive: boolean
}

const LIST = `
select id, name, roles, started_at as "startedAt", seen_at as "seenAt",
  clock_uncertainty_ms as "clockUncertaintyMs", healthy, seen_at > $1 as "isAlive"
from node order by seen_at desc, id limit ${NODES_LISTED_MAX}`

export async function listNodes(pool: Pool, now: Instant): Promise<readonly NodeView[]> {
  const { rows } = await pool.query<NodeView>(LIST, [formatInstant(now - NODE_GONE_AFTER_MS)])
  return rows
}
