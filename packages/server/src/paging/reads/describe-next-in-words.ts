// "Chen is paged in 0:48" for many triggered groups: what messages say.

import { nextInWords } from '@evenwatch/core'
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
  // Whoever asks is about to send: the groups are triggered, and nothing of theirs lapses. Their
  // rows need not be read, and this stands between an alert and its message.
  const waiting = groupIds.map((id) => ({
    id,
    status: 'triggered' as const,
    urgency: 'high' as const,
    wakeAt: null,
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
