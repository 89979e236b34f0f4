// "Chen is paged in 0:48" for many groups: what messages and the acknowledge page say.

import { nextInWords } from '@evenwatch/core'
import { findGroups } from '../../alert/reads/group-row.ts'
import type { ServerContext } from '../../platform/context.ts'
import { personName } from '../../platform/timeline/describe-actor.ts'
import { describeNext } from './describe-next.ts'
import type { PinnedPolicy } from './pinned-policy.ts'

/** Groups that nothing follows for are absent. */
export async function describeNextInWords(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await findGroups(context.pool, groupIds)
  const waiting = rows.map(({ id, status, urgency, wake_at }) => ({
    id,
    status,
    urgency,
    wakeAt: wake_at,
  }))
  const moves = await describeNext(context, pinnedPolicy, waiting)
  const directory = context.directory.current()
  const now = context.clock.now()
  return new Map(
    [...moves].map(([groupId, { at, what, userIds }]) => {
      const people = userIds.map((userId) => personName(directory, userId))
      return [groupId, nextInWords({ at, what, people }, now)]
    }),
  )
}
