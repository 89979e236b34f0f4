// Runs a change of one cover request: the world, and the request as it stands behind the lock.

import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { lockSchedules } from '../write-overrides.ts'
import { type CoverRequest, findCoverRequests } from './cover-request-rows.ts'
import { inWorld, type WorldChange } from './on-world.ts'

export function onCoverRequest<Result>(
  context: ServerContext,
  principal: Principal,
  id: string,
  work: (on: WorldChange & { readonly request: CoverRequest }) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  return inWorld(context, principal, async (on) => {
    const [request] = await findCoverRequests(on.change.client, { id })
    if (!request || !on.world.schedules.has(request.scheduleId)) return refuse('not-found')
    const other = request.counterpart ? [request.counterpart.scheduleId] : []
    await lockSchedules(on.change, [request.scheduleId, ...other])
    return work({ ...on, request })
  })
}
