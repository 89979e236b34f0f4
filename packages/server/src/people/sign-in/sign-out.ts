// Ends the session of a cookie, on this process at once and everywhere within seconds.

import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'

export async function signOut(
  context: ServerContext,
  principal: Principal,
  cookieHash: string | null,
): Promise<Record<string, never>> {
  if (cookieHash === null || principal.userId === null) return {}
  const { rowCount } = await context.pool.query(
    'delete from session where token_hash = $1 and user_id = $2',
    [cookieHash, principal.userId],
  )
  if (rowCount === 0) return {}
  // What is remembered of credentials is dropped with the configuration.
  context.wakes.wake('configuration')
  await appendTimeline(context.pool, [
    {
      at: context.clock.now(),
      subjectKind: 'user',
      subjectId: principal.userId,
      kind: 'signed-out',
      actor: formatActor(principal.actor),
      audience: 'person',
    },
  ])
  return {}
}
