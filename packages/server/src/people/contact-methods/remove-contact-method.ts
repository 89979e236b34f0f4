// Removes a way to reach a person, with the notification rules that use it. The row stays, because
// messages that were sent there name it.

import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { touchUser } from '../users/touch-user.ts'
import { findContactMethod } from './find-contact-method.ts'

export async function removeContactMethod(
  context: ServerContext,
  principal: Principal,
  userRef: string,
  methodRef: string,
): Promise<Record<string, never> | Refusal> {
  return changeConfiguration(context, async (client, revision) => {
    const found = await findContactMethod(client, userRef, methodRef, principal)
    if (isRefusal(found)) return found
    const { userId, method } = found
    const now = context.clock.now()
    const { rowCount: rules } = await client.query(
      'delete from notification_rule where contact_method_id = $1',
      [method.id],
    )
    await client.query('delete from contact_verification where contact_method_id = $1', [method.id])
    await client.query(
      'update contact_method set deleted_at = $2, secret = null, revision = $3 where id = $1',
      [method.id, formatInstant(now), revision],
    )
    await touchUser(client, userId, revision, now)
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'user',
        subjectId: userId,
        kind: 'contact-method-removed',
        actor: formatActor(principal.actor),
        data: { contactMethodId: method.id, channel: method.channel, rules },
      },
    ])
    return {}
  })
}
