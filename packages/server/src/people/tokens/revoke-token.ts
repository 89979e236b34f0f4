// Revokes a token for good. Administrators revoke any, others their own; a token that is not
// theirs does not exist for them. Revoking twice answers like the first time.

import { assert, formatInstant, isUuid } from '@evenwatch/core'
import type { ClientBase } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { selectTokens, type TokenView } from './token-view.ts'

export async function revokeToken(
  context: ServerContext,
  principal: Principal,
  ref: string,
): Promise<TokenView | Refusal> {
  return changeConfiguration(context, async (client, revision) => {
    const id = await findToRevoke(client, principal, ref)
    if (isRefusal(id)) return id
    const now = context.clock.now()
    const { rowCount } = await client.query(
      'update api_token set revoked_at = $2, revision = $3 where id = $1 and revoked_at is null',
      [id, formatInstant(now), revision],
    )
    if (rowCount === 1) {
      await appendTimeline(client, [
        {
          at: now,
          subjectKind: 'token',
          subjectId: id,
          kind: 'token-revoked',
          actor: formatActor(principal.actor),
        },
      ])
    }
    const [view] = await selectTokens(client, 'where t.id = $1', [id])
    assert(view !== undefined, 'the token was found in this transaction')
    return view
  })
}

async function findToRevoke(
  client: ClientBase,
  principal: Principal,
  ref: string,
): Promise<string | Refusal> {
  const named = isUuid(ref) ? 'id = $1' : 'name = $1 and revoked_at is null'
  const { rows } = await client.query<{ id: string; isOwn: boolean }>(
    `select id, user_id is not distinct from $2 as "isOwn" from api_token
     where ${named} and ($3 or user_id = $2)`,
    [ref, principal.userId, principal.role === 'admin'],
  )
  // An administrator's own token is meant before another person's of the same name.
  const found = rows.find((row) => row.isOwn) ?? (rows.length === 1 ? rows[0] : undefined)
  if (found) return found.id
  const detail =
    rows.length === 0 ? `There is no token ${ref}.` : `Several tokens are named ${ref}; say the id.`
  return refuse('not-found', { detail })
}
