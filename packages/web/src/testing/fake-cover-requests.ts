// Asking for cover and answering, in the fake server.

import * as api from '@evenwatch/api'
import type { Span } from '@evenwatch/core'
import type { FakeChangeRoom } from './fake-change-room.ts'
import { fakeRequestView } from './fake-request-view.ts'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { iso, newId } from './world.ts'

type Request = api.CoverRequestView

export function handleCoverRequests(
  router: ReturnType<typeof createFakeRouter>,
  room: FakeChangeRoom,
) {
  const { world, person, scheduleOf, spanOf, replace, write, cancel } = room
  const requests: Request[] = []
  const view = (request: Request) => fakeRequestView(room, request)
  const find = (id: string): Request => {
    const found = requests.find((one) => one.id === id)
    if (!found) throw new Refused('not-found')
    return found
  }
  const ask = (
    about: Pick<Request, 'kind' | 'role' | 'startsAt' | 'endsAt' | 'counterpart' | 'note'>,
    schedule: string,
    owner: Request['owner'],
    asked: Request['asked'],
  ) => {
    const id = newId()
    requests.unshift({
      id,
      state: 'open',
      schedule: scheduleOf(schedule),
      owner,
      open: [],
      askedEveryone: false,
      asked,
      answers: [],
      createdBy: { kind: 'user', id: owner.id, name: owner.displayName },
      createdAt: iso(Date.now()),
      cancelledAt: null,
      escalated: false,
      you: { isOwner: false, mayAnswer: false, mayCancel: false, mayAssign: false, mayUndo: [] },
      href: `/cover/${id}`,
      ...about,
    })
    return find(id)
  }
  router.handle(api.requestCover, ({ params, body }) => {
    const owner = person(body.owner ?? 'me')
    const everyone = world.users.filter(({ id }) => id !== owner.id).map(({ id }) => person(id))
    const counterpart = body.with
      ? {
          user: person(body.with.user),
          schedule: scheduleOf(body.with.schedule ?? params.schedule),
          role: body.with.role,
          startsAt: body.with.from,
          endsAt: body.with.until,
        }
      : null
    const asked = counterpart
      ? [counterpart.user]
      : body.ask === 'everyone'
        ? everyone
        : body.ask.map(person)
    const earlier = requests.find(
      (one) =>
        one.owner.id === owner.id &&
        view(one).open.some((span) => span.startsAt < body.until && span.endsAt > body.from),
    )
    if (earlier) {
      const detail = `Cover for ${owner.displayName} is asked for already. Withdraw that first.`
      throw new Refused('already-asked', { detail, current: { request: view(earlier) } })
    }
    const { kind, role, note } = body
    const about = { kind, role, note, counterpart, startsAt: body.from, endsAt: body.until }
    return view(ask(about, params.schedule, owner, asked))
  })
  router.handle(api.listCoverRequests, ({ query }) => ({
    items: requests
      .filter((one) => !query.mine || one.owner.name === world.me)
      .filter((one) => !query.forMe || one.asked.some(({ name }) => name === world.me))
      .map(view)
      .filter((one) => one.escalated || !(query.escalated || query.toAssign))
      .filter((one) => one.you.mayAssign || !query.toAssign),
    nextCursor: null,
  }))
  router.handle(api.getCoverRequest, ({ params }) => view(find(params.request)))
  const answer = (
    request: Request,
    kind: 'accepted' | 'declined',
    span: Partial<Span>,
    reason: string,
  ) => {
    request.answers.push({
      id: newId(),
      user: person('me'),
      kind,
      startsAt: span.startsAt === undefined ? null : iso(span.startsAt),
      endsAt: span.endsAt === undefined ? null : iso(span.endsAt),
      covered:
        span.startsAt === undefined || span.endsAt === undefined
          ? []
          : [{ startsAt: iso(span.startsAt), endsAt: iso(span.endsAt) }],
      reason,
      answeredAt: iso(Date.now()),
      undoneAt: null,
      assignedBy: null,
    })
  }
  router.handle(api.acceptCoverRequest, ({ params, body }) => {
    const request = find(params.request)
    const [open] = view(request).open
    // Of the request whose note says so, somebody else is always faster.
    if (!open || request.note.includes('quick')) {
      const ben = person('ben')
      const last = request.answers.length
      answer(request, 'accepted', spanOf({ from: request.startsAt, until: request.endsAt }), '')
      Object.assign(request.answers[last] ?? {}, { user: ben })
      throw new Refused('taken', { detail: `${ben.displayName} took it just now.` })
    }
    const span = spanOf({ from: body.from ?? open.startsAt, until: body.until ?? open.endsAt })
    const { schedule, role, owner, counterpart } = request
    const me = person(body.for ?? 'me')
    write(schedule.name, [replace(role, span, owner.id, me.id)], request.kind, request.note)
    if (counterpart) {
      const theirs = spanOf({ from: counterpart.startsAt, until: counterpart.endsAt })
      const half = replace(counterpart.role, theirs, me.id, owner.id)
      write(counterpart.schedule.name, [half], 'swap', request.note)
    }
    answer(request, 'accepted', span, body.reason)
    if (body.for) {
      const { id, displayName: name } = person('me')
      const assignedBy = { kind: 'user' as const, id, name }
      Object.assign(request.answers.at(-1) ?? {}, { user: me, assignedBy })
    }
    return view(request)
  })
  router.handle(api.declineCoverRequest, ({ params, body }) => {
    answer(find(params.request), 'declined', {}, body.reason)
    return view(find(params.request))
  })
  router.handle(api.cancelCoverRequest, ({ params }) =>
    view(Object.assign(find(params.request), { cancelledAt: iso(Date.now()) })),
  )
  router.handle(api.undoCoverAcceptance, ({ params }) => {
    const request = find(params.request)
    for (const one of request.answers) one.undoneAt = iso(Date.now())
    cancel(({ cause, reason }) => cause === request.kind && reason === request.note)
    return view(request)
  })
  return ask
}
