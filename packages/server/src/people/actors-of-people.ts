// As whom people stand in the record: as themselves, and as the API tokens that are theirs.

import type { Database } from '../platform/definitions/definition.ts'
import { formatActor } from '../platform/http/principal.ts'

const TOKENS = 'select id, user_id as "userId" from api_token where user_id = any ($1::uuid[])'

/** The person by actor; revoked tokens acted while they could. */
export async function actorsOfPeople(
  db: Database,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; userId: string }>(TOKENS, [userIds])
  return new Map([
    ...userIds.map((id) => [formatActor({ kind: 'user', id }), id] as const),
    ...rows.map(({ id, userId }) => [formatActor({ kind: 'token', id }), userId] as const),
  ])
}
