// Shows cover requests with names, with what is still open, and what the reader may do.

import type { CoverRequestView } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import { readActor } from '../../people/read-actor.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { personRefs } from '../override-views.ts'
import { scheduleRef, spanView } from './change-views.ts'
import { type CoverRequest, progressOf } from './cover-request-rows.ts'
import type { ChangeWorld } from './load-change-world.ts'
import { mayOverrule } from './weigh-change.ts'

export function coverRequestView(
  world: ChangeWorld,
  principal: Principal,
  request: CoverRequest,
): CoverRequestView {
  const refOf = personRefs(world.names)
  const { state, open } = progressOf(request, world.now)
  const { counterpart } = request
  return {
    id: request.id,
    kind: request.kind,
    state,
    schedule: scheduleRef(world, request.scheduleId),
    role: request.role,
    owner: refOf(request.ownerUserId),
    ...spanView(request),
    open: open.map(spanView),
    counterpart: counterpart && {
      user: refOf(counterpart.userId),
      schedule: scheduleRef(world, counterpart.scheduleId),
      role: counterpart.role,
      ...spanView(counterpart),
    },
    askedEveryone: request.askedEveryone,
    asked: request.askedUserIds.map(refOf),
    note: request.note,
    answers: request.answers.map((answer) => ({
      id: answer.id,
      user: refOf(answer.userId),
      kind: answer.kind,
      startsAt: answer.span && formatInstant(answer.span.startsAt),
      endsAt: answer.span && formatInstant(answer.span.endsAt),
      reason: answer.reason,
      answeredAt: formatInstant(answer.answeredAt),
      undoneAt: answer.undoneAt === null ? null : formatInstant(answer.undoneAt),
    })),
    createdBy: readActor(request.createdBy, world.names),
    createdAt: formatInstant(request.createdAt),
    cancelledAt: request.cancelledAt === null ? null : formatInstant(request.cancelledAt),
    you: {
      isOwner: principal.userId === request.ownerUserId,
      mayAnswer: isStillOpen(state) && isAsked(request, principal),
      mayCancel: isStillOpen(state) && mayCancel(world, principal, request),
      mayUndo: request.answers
        .filter((answer) => mayUndo(world, principal, request, answer))
        .map(({ id }) => id),
    },
    href: `/cover/${request.id}`,
  }
}

export function isStillOpen(state: CoverRequestView['state']): boolean {
  return state === 'open' || state === 'partly-covered' || state === 'declined'
}

export function isAsked(request: CoverRequest, { userId }: Principal): boolean {
  return userId !== null && request.askedUserIds.includes(userId)
}

export function mayCancel(
  world: ChangeWorld,
  principal: Principal,
  request: CoverRequest,
): boolean {
  return (
    principal.userId === request.ownerUserId || mayOverrule(world, principal, [request.scheduleId])
  )
}

/** Who accepted, the owner, or whoever leads them, until the first of its spans begins. */
export function mayUndo(
  world: ChangeWorld,
  principal: Principal,
  request: CoverRequest,
  answer: CoverRequest['answers'][number],
): boolean {
  if (answer.kind !== 'accepted' || answer.undoneAt !== null) return false
  const begins = Math.min(
    answer.span.startsAt,
    request.counterpart?.startsAt ?? answer.span.startsAt,
  )
  if (begins <= world.now) return false
  return (
    (principal.userId !== null && principal.userId === answer.userId) ||
    mayCancel(world, principal, request)
  )
}
