// Notes that something which belongs to a person changed: their version counts it, too, so that
// two editors of one person notice each other.

import { formatInstant, type Instant } from '@evenwatch/core'
import type { ClientBase } from 'pg'

export async function touchUser(
  client: ClientBase,
  userId: string,
  revision: number,
  now: Instant,
): Promise<void> {
  await client.query(
    'update app_user set version = version + 1, revision = $2, updated_at = $3 where id = $1',
    [userId, revision, formatInstant(now)],
  )
}
