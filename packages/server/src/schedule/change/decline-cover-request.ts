import type { CoverRequestView } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { announceChange } from './announce-change.ts'
import { insertCoverAnswer, progressOf, settleCoverRequest } from './cover-request-rows.ts'
import { coverRequestView, isAsked, isStillOpen } from './cover-request-view.ts'
import { onCoverRequest } from './on-cover-request.ts'
import { toldOf } from './weigh-change.ts'

/** A no, with a reason or without; saying it twice changes nothing. */
export function declineCoverRequest(
  context: ServerContext,
  principal: Principal,
  id: string,
  { reason }: { readonly reason: string },
): Promise<CoverRequestView | Refusal> {
  return onCoverRequest(context, principal, id, async ({ change, world, request }) => {
    const { userId } = principal
    if (userId === null || !isAsked(request, principal)) {
      return refuse('not-allowed', { detail: 'Only those who were asked can decline.' })
    }
    const { state } = progressOf(request, change.now)
    if (!isStillOpen(state)) return refuse('state-conflict', { detail: `It is ${state}.` })
    const last = request.answers.filter((answer) => answer.userId === userId).at(-1)
    if (last?.kind === 'declined') return coverRequestView(world, principal, request)
    await insertCoverAnswer(change, {
      id: change.newId(),
      requestId: id,
      userId,
      accepted: null,
      reason,
    })
    const scheduleIds = [request.scheduleId]
    await announceChange(change, {
      event: 'cover-declined',
      scheduleIds,
      span: request,
      reason,
      told: toldOf(
        world,
        { kind: request.kind, differences: [], checks: [], scheduleIds },
        { actorUserId: userId, owner: request.ownerUserId },
      ),
      requestId: id,
      userId,
    })
    return coverRequestView(world, principal, await settleCoverRequest(change, id))
  })
}
