// Whether anybody but this person could still administer. The last one can be neither deactivated
// nor demoted. Called under the lock of the configuration's revision, so that two administrators
// cannot remove each other at once.

import type { ClientBase } from 'pg'

export async function isLastAdministrator(client: ClientBase, userId: string): Promise<boolean> {
  const { rows } = await client.query<{ others: number; is_one: boolean }>(
    `select count(*) filter (where id <> $1) as others, bool_or(id = $1) as is_one
     from app_user where role = 'admin' and deactivated_at is null`,
    [userId],
  )
  return rows[0]?.is_one === true && rows[0].others === 0
}
