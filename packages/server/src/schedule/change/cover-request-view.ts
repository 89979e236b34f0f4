// Shows cover requests with names, with what is still open, and what the reader may do.

import type { CoverRequestView } from '@evenwatch/api'
import { DAY_MS, formatInstant } from '@evenwatch/core'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { personRefs } from '../override-views.ts'
import { scheduleRef, spanView } from './change-views.ts'
import { type CoverRequest, progressOf } from './cover-request-rows.ts'
import type { ChangeWorld } from './load-change-world.ts'
import { holdsAnyOf } from './propose-change.ts'
import { leadsOf, mayOverrule } from './weigh-change.ts'

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
      covered: answer.covered.map(spanView),
      reason: answer.reason,
      answeredAt: formatInstant(answer.answeredAt),
      undoneAt: answer.undoneAt === null ? null : formatInstant(answer.undoneAt),
      assignedBy:
        answer.madeBy === null || world.personOf(answer.madeBy) === answer.userId
          ? null
          : world.actorOf(answer.madeBy),
    })),
    // With a token of their own, the owner has asked.
    createdBy: world.actorOf(
      world.personOf(request.createdBy) === request.ownerUserId
        ? formatActor({ kind: 'user', id: request.ownerUserId })
        : request.createdBy,
    ),
    createdAt: formatInstant(request.createdAt),
    cancelledAt: request.cancelledAt === null ? null : formatInstant(request.cancelledAt),
    escalated: isEscalated(world, request),
    you: {
      isOwner: principal.userId === request.ownerUserId,
      mayAnswer: isStillOpen(state) && isAsked(request, principal),
      mayCancel: isStillOpen(state) && mayCancel(world, principal, request),
      mayAssign:
        isStillOpen(state) &&
        request.kind === 'cover' &&
        mayOverrule(world, principal, [request.scheduleId]),
      mayUndo: request.answers
        .filter((answer) => mayUndo(world, principal, request, answer))
        .map(({ id }) => id),
    },
    href: `/cover/${request.id}`,
  }
}

/** How long before it begins, what nobody took is the leads' to assign. */
export const ESCALATED_MS = DAY_MS

/** An arrangement made elsewhere ends the need: then the owner is off call. */
export function isEscalated(world: ChangeWorld, request: CoverRequest): boolean {
  const { state, open } = progressOf(request, world.now)
  if (!isStillOpen(state)) return false
  const { scheduleId, role, ownerUserId } = request
  return open.some(({ startsAt, endsAt }) => {
    if (endsAt <= world.now || startsAt > world.now + ESCALATED_MS) return false
    const line = { scheduleId, role, startsAt: Math.max(startsAt, world.now), endsAt }
    return holdsAnyOf(world, ownerUserId, line)
  })
}

/** As those who are told: the leads of the team; without any, the administrators. */
export function isTheirsToAssign(
  world: ChangeWorld,
  { userId, role }: Principal,
  { scheduleId }: CoverRequest,
): boolean {
  const leads = leadsOf(world, scheduleId).filter((id) => world.people.get(id)?.isActive)
  return leads.length > 0 ? userId !== null && leads.includes(userId) : role === 'admin'
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
