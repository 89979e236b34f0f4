// Raises the configuration's revision. Called first in the transaction of every change: the row's
// lock makes changes commit in revision order and is what concurrent changes queue up on. The
// number is written into each changed row, so that "everything above my revision" finds them all.

import { assert } from '@evenwatch/core'
import type { ClientBase } from 'pg'

export const CONFIGURATION_CHANNEL = 'evenwatch_configuration'

// The notification leaves with the commit, and is a hint to other processes to load.
const BUMP = `
with raised as (update config_revision set revision = revision + 1 returning revision)
select revision, pg_notify('${CONFIGURATION_CHANNEL}', '') from raised`

export async function bumpRevision(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ revision: number }>({ name: 'bump-revision', text: BUMP })
  const revision = rows[0]?.revision
  assert(revision !== undefined, 'the configuration has a revision')
  return revision
}
