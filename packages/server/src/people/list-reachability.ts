// How one person can be reached, and how it went last time.

import type { Instant } from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'

export type Reachability = {
  readonly method: string
  readonly type: string
  readonly verifiedAt: Instant | null
  readonly lastSuccessAt: Instant | null
  readonly lastFailure: string | null
}

export async function listReachability(db: Database, userId: string): Promise<Reachability[]> {
  const { rows } = await db.query<Reachability>(
    `select name as method, channel as type, verified_at as "verifiedAt",
       last_success_at as "lastSuccessAt", last_failure as "lastFailure"
     from contact_method where user_id = $1 and deleted_at is null order by position`,
    [userId],
  )
  return rows
}
