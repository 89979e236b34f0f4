// A cover request as the person who is signed in to the fake server sees it.

import type * as api from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import type { FakeChangeRoom } from './fake-change-room.ts'
import { iso } from './world.ts'

type Request = api.CoverRequestView

/** Everybody in the fake world leads. */
export function fakeRequestView({ person }: FakeChangeRoom, request: Request): Request {
  const me = person('me')
  const accepted = request.answers.filter((one) => one.kind === 'accepted' && !one.undoneAt)
  const ends = accepted.map(({ endsAt }) => Date.parse(endsAt ?? ''))
  const startsAt = iso(Math.max(Date.parse(request.startsAt), ...ends))
  const open = startsAt < request.endsAt && request.cancelledAt === null
  const declined = request.asked.every(({ id }) =>
    request.answers.some((one) => one.user.id === id && one.kind === 'declined'),
  )
  const state = request.cancelledAt
    ? 'cancelled'
    : !open
      ? 'covered'
      : accepted.length > 0
        ? 'partly-covered'
        : declined
          ? 'declined'
          : 'open'
  const isOwner = request.owner.id === me.id
  return {
    ...request,
    state,
    open: open ? [{ startsAt, endsAt: request.endsAt }] : [],
    escalated: open && Date.parse(startsAt) <= Date.now() + DAY_MS,
    you: {
      isOwner,
      mayAnswer: open && request.asked.some(({ id }) => id === me.id),
      mayCancel: open && isOwner,
      mayAssign: open && request.kind === 'cover' && !isOwner,
      mayUndo: accepted.filter(({ user }) => isOwner || user.id === me.id).map(({ id }) => id),
    },
  }
}
