// What the acknowledge page says would happen: who is paged next, and when.

import { findGroups } from '../alert/reads/group-row.ts'
import type { NextStep } from '../paging/act-page/render-act-page.ts'
import { describeNext } from '../paging/reads/describe-next.ts'
import type { PinnedPolicy } from '../paging/reads/pinned-policy.ts'
import type { ServerContext } from '../platform/context.ts'

export async function describeNextStep(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  groupId: string,
): Promise<NextStep | null> {
  const [group] = await findGroups(context.pool, [groupId])
  if (!group) return null
  const waiting = {
    id: group.id,
    status: group.status,
    urgency: group.urgency,
    wakeAt: group.wake_at,
  }
  const move = (await describeNext(context, pinnedPolicy, [waiting])).get(groupId)
  if (!move || move.at === null || move.userIds.length === 0) return null
  const people = context.directory.current().people
  const names = move.userIds.map((userId) => people.get(userId)?.displayName ?? 'Somebody')
  return { who: new Intl.ListFormat('en').format(names), at: move.at }
}
