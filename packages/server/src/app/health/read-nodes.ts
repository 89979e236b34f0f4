// The processes that share this database, as they last reported.

import { DAY_MS, formatInstant, type Instant, NODE_STALE_MS } from '@evenwatch/core'
import type { Pool } from 'pg'

/** A node that has been silent for longer is taken as gone for good. */
export const NODE_FORGOTTEN_MS = DAY_MS

export type NodeView = {
  readonly name: string
  readonly silentMs: number
  readonly healthy: boolean
}

/** One per name: a process that started anew has taken its predecessor's place. */
export async function readNodes(pool: Pool, now: Instant): Promise<readonly NodeView[]> {
  const { rows } = await pool.query<{ name: string; seen_at: Instant; healthy: boolean }>({
    name: 'read-nodes',
    text: `
      select distinct on (name) name, seen_at, healthy from node
      where seen_at > $1::timestamptz order by name, seen_at desc`,
    values: [formatInstant(now - NODE_FORGOTTEN_MS)],
  })
  return rows.map(({ name, seen_at, healthy }) => ({
    name,
    healthy,
    silentMs: Math.max(0, now - seen_at),
  }))
}

export function isSilent(node: NodeView): boolean {
  return node.silentMs > NODE_STALE_MS
}
