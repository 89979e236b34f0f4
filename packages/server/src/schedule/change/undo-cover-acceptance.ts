// Taking an acceptance back before its span begins. Its overrides are cancelled together, and what
// it covered is open again.

import type { CoverRequestView } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findOverrides } from '../find-overrides.ts'
import { cancelOverrides } from './cancel-overrides.ts'
import { findCoverRequests } from './cover-request-rows.ts'
import { coverRequestView, isAsked, mayCancel, mayUndo } from './cover-request-view.ts'
import { onCoverRequest } from './on-cover-request.ts'
import { invalid } from './propose-change.ts'

export function undoCoverAcceptance(
  context: ServerContext,
  principal: Principal,
  id: string,
  input: {
    readonly answer?: string | undefined
    readonly reason: string
    readonly confirm: boolean
  },
): Promise<CoverRequestView | Refusal> {
  return onCoverRequest(context, principal, id, async (on) => {
    const { change, world, request } = on
    if (!isAsked(request, principal) && !mayCancel(world, principal, request)) {
      return refuse('not-allowed')
    }
    const accepted = request.answers.filter(
      ({ kind, undoneAt }) => kind === 'accepted' && undoneAt === null,
    )
    const named =
      input.answer === undefined ? accepted : accepted.filter((one) => one.id === input.answer)
    if (named.length === 0) return refuse('state-conflict', { detail: 'There is nothing to undo.' })
    const undoable = named.filter((answer) => mayUndo(world, principal, request, answer))
    const [answer] = undoable
    if (!answer || answer.linkId === null) {
      return named.some(({ span }) => span !== null && span.startsAt <= change.now)
        ? refuse('state-conflict', { detail: 'It has begun; take over, or ask for cover.' })
        : refuse('not-allowed')
    }
    if (undoable.length > 1) return invalid('answer', 'There are several; name one.')
    const rows = await findOverrides(change.client, {
      linkId: answer.linkId,
      includeCancelled: true,
    })
    const done = await cancelOverrides(on, principal, rows, {
      event: 'cover-undone',
      reason: input.reason,
      linkId: answer.linkId,
      confirm: input.confirm,
    })
    if (isRefusal(done)) return done
    const [settled] = await findCoverRequests(change.client, { id })
    return settled ? coverRequestView(world, principal, settled) : refuse('not-found')
  })
}
