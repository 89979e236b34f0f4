// Deactivates a person: their sessions and tokens end, their shifts become gaps. The person stays
// in the record and can be brought back.

import type { User } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import type { ChangeBy } from '../change-by.ts'
import { findEditableUser } from './find-user.ts'
import { viewAfterChange } from './get-user.ts'
import { isLastAdministrator } from './is-last-administrator.ts'

export async function deactivateUser(
  context: ServerContext,
  principal: Principal,
  ref: string,
): Promise<User | Refusal> {
  const changed = await changeConfiguration<string>(context, async (client, revision) => {
    const id = await findEditableUser(client, ref, principal)
    if (isRefusal(id)) return id
    const by = { actor: formatActor(principal.actor), revision }
    return (await deactivate(context, client, id, by)) ?? id
  })
  return viewAfterChange(context, principal, changed)
}

/** Within the caller's change of configuration: files that no longer name a person use it, too. */
export async function deactivate(
  context: ServerContext,
  client: PoolClient,
  userId: string,
  by: ChangeBy,
): Promise<Refusal | null> {
  if (await isLastAdministrator(client, userId)) {
    return refuse('state-conflict', { detail: 'This is the last active administrator.' })
  }
  const now = formatInstant(context.clock.now())
  const { rowCount } = await client.query(
    `update app_user set deactivated_at = $2, updated_at = $2, version = version + 1, revision = $3
     where id = $1 and deactivated_at is null`,
    [userId, now, by.revision],
  )
  if (rowCount === 0) return refuse('state-conflict', { detail: 'The person is inactive already.' })
  const sessions = await client.query('delete from session where user_id = $1', [userId])
  const tokens = await client.query(
    `update api_token set revoked_at = $2, revision = $3
     where user_id = $1 and revoked_at is null`,
    [userId, now, by.revision],
  )
  await appendTimeline(client, [
    {
      at: context.clock.now(),
      subjectKind: 'user',
      subjectId: userId,
      kind: 'user-deactivated',
      actor: by.actor,
      data: { sessions: sessions.rowCount, tokens: tokens.rowCount },
    },
  ])
  return null
}
