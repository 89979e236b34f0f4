// Brings a deactivated person back. Sessions and tokens stay ended: they sign in again.

import type { User } from '@evenwatch/api'
import { formatInstant, type Instant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { isEmailTaken } from './check-user-fields.ts'
import { findEditableUser } from './find-user.ts'
import { viewAfterChange } from './get-user.ts'

export async function reactivateUser(
  context: ServerContext,
  principal: Principal,
  ref: string,
): Promise<User | Refusal> {
  const changed = await changeConfiguration<string>(context, async (client, revision) => {
    const id = await findEditableUser(client, ref, principal)
    if (isRefusal(id)) return id
    const { rows } = await client.query<{ email: string; deactivatedAt: Instant | null }>(
      'select email, deactivated_at as "deactivatedAt" from app_user where id = $1',
      [id],
    )
    if (rows[0]?.deactivatedAt == null) {
      return refuse('state-conflict', { detail: 'The person is active.' })
    }
    if (await isEmailTaken(client, id, rows[0].email)) {
      const detail = 'Another active person has the same e-mail address now.'
      return refuse('state-conflict', { detail })
    }
    const now = context.clock.now()
    await client.query(
      `update app_user set deactivated_at = null, updated_at = $2, version = version + 1,
         revision = $3 where id = $1`,
      [id, formatInstant(now), revision],
    )
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'user',
        subjectId: id,
        kind: 'user-reactivated',
        actor: formatActor(principal.actor),
      },
    ])
    return id
  })
  return viewAfterChange(context, principal, changed)
}
