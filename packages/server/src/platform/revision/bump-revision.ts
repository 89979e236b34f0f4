// Raises the configuration's revision. The row stays locked until the transaction ends, so changes
// commit in the order of their revisions.

import { assert } from '@evenwatch/core'
import type { ClientBase } from 'pg'

export async function bumpRevision(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ revision: number }>(
    'update config_revision set revision = revision + 1 returning revision',
  )
  const row = rows[0]
  assert(row !== undefined, 'the installation has a revision')
  return row.revision
}
