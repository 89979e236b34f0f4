import type { User } from '@evenwatch/api'
import type { WrittenRules } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { findEditableUser } from './find-user.ts'
import { viewAfterChange } from './get-user.ts'
import { replaceNotificationRules } from './replace-notification-rules.ts'
import { touchUser } from './touch-user.ts'

export async function setNotificationRules(
  context: ServerContext,
  principal: Principal,
  ref: string,
  rules: WrittenRules,
): Promise<User | Refusal> {
  const changed = await changeConfiguration<string>(context, async (client, revision) => {
    const id = await findEditableUser(client, ref, principal)
    if (isRefusal(id)) return id
    const refused = await replaceNotificationRules(client, id, rules)
    if (refused) return refused
    const now = context.clock.now()
    await touchUser(client, id, revision, now)
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'user',
        subjectId: id,
        kind: 'notification-rules-set',
        actor: formatActor(principal.actor),
        data: { high: rules.high.length, low: rules.low.length },
      },
    ])
    return id
  })
  return viewAfterChange(context, principal, changed)
}
