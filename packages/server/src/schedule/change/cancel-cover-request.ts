import type { CoverRequestView } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { announceChange } from './announce-change.ts'
import { cancelRequestRow, progressOf, settleCoverRequest } from './cover-request-rows.ts'
import { coverRequestView, isStillOpen, mayCancel } from './cover-request-view.ts'
import { onCoverRequest } from './on-cover-request.ts'
import { toldOf } from './weigh-change.ts'

/** Withdraws what is open; parts that somebody accepted stay theirs. */
export function cancelCoverRequest(
  context: ServerContext,
  principal: Principal,
  id: string,
  { reason }: { readonly reason: string },
): Promise<CoverRequestView | Refusal> {
  return onCoverRequest(context, principal, id, async ({ change, world, request }) => {
    if (!mayCancel(world, principal, request)) return refuse('not-allowed')
    const { state } = progressOf(request, change.now)
    if (!isStillOpen(state)) return refuse('state-conflict', { detail: `It is ${state}.` })
    await cancelRequestRow(change, id)
    const scheduleIds = [request.scheduleId]
    await announceChange(change, {
      event: 'cover-cancelled',
      scheduleIds,
      span: request,
      reason,
      told: toldOf(
        world,
        { kind: request.kind, differences: [], checks: [], scheduleIds },
        {
          actorUserId: principal.userId,
          owner: request.ownerUserId,
          asked: request.askedUserIds,
        },
      ),
      requestId: id,
      userId: request.ownerUserId,
    })
    return coverRequestView(world, principal, await settleCoverRequest(change, id))
  })
}
