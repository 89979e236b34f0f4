// Changing shifts in the fake server: overrides are real to core's rules, so previews and lines agree;
// of the checks only sleep and rest are played, which is what the screens need to be looked at.

import * as api from '@evenwatch/api'
import { DAY_MS, HOUR_MS, type Override, type ShiftRole, type Span } from '@evenwatch/core'
import { wallOf } from '../ui/zone.ts'
import { createFakePlans } from './fake-plans.ts'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { iso, newId, type World } from './world.ts'

type Request = api.CoverRequestView
type Wanted = Omit<Override, 'id' | 'position'>
type Cause = api.OverrideView['cause']

export function handleChanges(
  router: ReturnType<typeof createFakeRouter>,
  world: World,
  tell: (kind: string, subjectId: string | null) => void,
) {
  const plans = createFakePlans(world)
  const requests: Request[] = []
  const person = (ref: string) => {
    const name = ref === 'me' ? world.me : ref
    const found = world.users.find((one) => one.id === name || one.name === name)
    if (!found) throw new Refused('invalid-request')
    return { id: found.id, name: found.name, displayName: found.displayName }
  }
  const scheduleOf = (ref: string) => {
    const found = world.schedules.find((one) => one.id === ref || one.name === ref)
    if (!found) throw new Refused('not-found')
    const { id, name, displayName, spec } = found
    return { id, name, displayName, timeZone: spec.timeZone }
  }
  const line = (role: ShiftRole, { startsAt, endsAt }: Span) => ({
    role,
    layerName: null,
    startsAt,
    endsAt,
  })
  const spanOf = ({ from, until }: { from: string; until: string }): Span => ({
    startsAt: Math.max(Date.parse(from), Date.now()),
    endsAt: Date.parse(until),
  })
  const replace = (role: ShiftRole, span: Span, removed: string | null, added: string): Wanted =>
    removed === null
      ? { ...line(role, span), kind: 'add', addUserId: added }
      : { ...line(role, span), kind: 'replace', removeUserId: removed, addUserId: added }
  const write = (schedule: string, wanted: readonly Wanted[], cause: Cause, reason: string) => {
    const linkId = newId()
    const made = wanted.map((one) => {
      const override = { ...one, id: newId(), position: world.overrides.length + 3 }
      const plain = plans.plainView(override)
      const me = person('me')
      const view: api.OverrideView = {
        ...plain,
        cause,
        linkId,
        reason,
        createdBy: { kind: 'user', id: me.id, name: me.displayName },
        createdAt: iso(Date.now()),
      }
      world.overrides.push({ schedule, override, view })
      return view
    })
    tell('configuration', null)
    return { linkId, overrides: made, checks: [] }
  }
  const cancel = (match: (view: api.OverrideView) => boolean) => {
    const cancelled = world.overrides.filter(({ view }) => match(view))
    for (const one of cancelled) one.view = { ...one.view, cancelledAt: iso(Date.now()) }
    tell('configuration', null)
    return cancelled.map(({ view }) => view)
  }
  const checksOf = (schedule: string, wanted: Wanted): api.ShiftCheckView[] => {
    const user = world.users.find(({ id }) => id === wanted.addUserId)
    if (!user) return []
    const { hour } = wallOf(wanted.startsAt, user.timeZone)
    const more = {
      user: person(user.id),
      schedule: scheduleOf(schedule),
      startsAt: iso(wanted.startsAt),
      endsAt: iso(wanted.endsAt),
    }
    const long = wanted.endsAt - wanted.startsAt > 3 * DAY_MS && user.name === 'chen'
    return [
      ...(hour >= 22 || hour < 7 || wanted.endsAt - wanted.startsAt >= DAY_MS
        ? [
            {
              code: 'asleep' as const,
              severity: 'warning' as const,
              sentence: `${user.displayName} sleeps for a part of it.`,
              ...more,
            },
          ]
        : []),
      ...(long
        ? [
            {
              code: 'short-rest' as const,
              severity: 'refusal' as const,
              sentence: `${user.displayName} would have 0 h of rest before the next shift; 11 h are needed.`,
              ...more,
            },
          ]
        : []),
    ]
  }
  const previewOf = (
    kind: api.ChangePreview['kind'],
    halves: readonly { schedule: string; wanted: readonly Wanted[] }[],
    despite: readonly string[] = [],
  ): api.ChangePreview => {
    const lines = halves.flatMap((half) => {
      const [first] = half.wanted
      const last = half.wanted.at(-1)
      if (!first || !last) return []
      const span = { startsAt: first.startsAt, endsAt: last.endsAt }
      const more = half.wanted.map((one, index) => ({ ...one, id: newId(), position: 90 + index }))
      return [
        {
          schedule: scheduleOf(half.schedule),
          role: first.role,
          startsAt: iso(span.startsAt),
          endsAt: iso(span.endsAt),
          before: plans.segmentsOf(half.schedule, first.role, span),
          after: plans.segmentsOf(half.schedule, first.role, span, more),
        },
      ]
    })
    const people = world.users.flatMap((user) => {
      const hoursIn = (segments: api.ChangePreview['lines'][number]['after']) =>
        segments
          .filter(({ users }) => users.some(({ id }) => id === user.id))
          .reduce((sum, one) => sum + Date.parse(one.endsAt) - Date.parse(one.startsAt), 0) /
        HOUR_MS
      const hours = lines.reduce((sum, one) => sum + hoursIn(one.after) - hoursIn(one.before), 0)
      if (hours === 0) return []
      return [
        {
          user: person(user.id),
          hours,
          nights: Math.trunc(hours / 24),
          gains: [],
          loses: [],
        },
      ]
    })
    const checks = halves.flatMap((half) =>
      half.wanted.flatMap((one) => checksOf(half.schedule, one)),
    )
    const standing = checks.filter(
      ({ severity, code }) => severity === 'refusal' && !despite.includes(code),
    )
    return {
      kind,
      lines,
      people,
      checks,
      told: people
        .filter(({ user }) => user.name !== world.me)
        .map(({ user, hours }) => ({ user, why: hours > 0 ? 'gains' : 'loses' })),
      isAllowed: standing.length === 0,
      mayOverrule: true,
    }
  }
  const wantedOfOverride = (body: api.OverrideInput): Wanted => {
    const span = spanOf({ from: body.startsAt, until: body.endsAt })
    return {
      ...line(body.role ?? 'primary', span),
      kind: body.kind,
      ...(body.remove && { removeUserId: person(body.remove).id }),
      ...(body.add && { addUserId: person(body.add).id }),
      ...(body.users && { userIds: body.users.map((name) => person(name).id) }),
    }
  }
  const takeOver = (schedule: string, role: ShiftRole): Wanted => {
    const now = plans.onCallAt(schedule, Date.now(), role)
    if (now.users.some(({ name }) => name === world.me)) {
      throw new Refused('state-conflict', { detail: 'You are on call already.' })
    }
    const endsAt = Date.parse(now.shift?.endsAt ?? iso(Date.now() + DAY_MS))
    const span = { startsAt: Date.now(), endsAt }
    return replace(role, span, now.users[0]?.id ?? null, person('me').id)
  }
  const temporary = (body: api.CallInput<typeof api.setTemporarySchedule>['body']): Wanted[] =>
    body.shifts.map((shift) => ({
      ...line(body.role ?? 'primary', spanOf(shift)),
      kind: 'set',
      userIds: shift.users.map((name) => person(name).id),
    }))
  router.handle(api.previewShiftChange, ({ params, body }) => {
    const { name } = scheduleOf(params.schedule)
    const despite = 'despite' in body ? body.despite : []
    const one = (wanted: Wanted) =>
      previewOf(body.kind, [{ schedule: name, wanted: [wanted] }], despite)
    switch (body.kind) {
      case 'override':
        return one(wantedOfOverride(body.override))
      case 'take-over':
        return one(takeOver(name, body.role))
      case 'cover':
      case 'arranged': {
        const owner = body.kind === 'cover' ? (body.owner ?? 'me') : body.away
        return one(replace(body.role, spanOf(body), person(owner).id, person(body.cover).id))
      }
      case 'swap': {
        const [owner, other] = [person(body.owner ?? 'me'), person(body.with.user)]
        const theirs = body.with.schedule ?? name
        return previewOf('swap', [
          { schedule: name, wanted: [replace(body.role, spanOf(body), owner.id, other.id)] },
          {
            schedule: theirs,
            wanted: [replace(body.with.role, spanOf(body.with), other.id, owner.id)],
          },
        ])
      }
      default:
        return previewOf('temporary', [{ schedule: name, wanted: temporary(body) }], despite)
    }
  })
  router.handle(api.listCoverCandidates, ({ params, query }) => {
    const { name } = scheduleOf(params.schedule)
    const holders = plans.onCallAt(name, Date.parse(query.from), query.role).users
    const away = query.away ? person(query.away).id : (holders[0]?.id ?? '')
    const items = world.users
      .filter((user) => user.id !== away && user.name !== 'dana')
      .map((user, index): api.CoverCandidate => {
        const { hour } = wallOf(Date.parse(query.from), user.timeZone)
        const wall = (at: string) => {
          const { year, month, day, hour: h, minute } = wallOf(Date.parse(at), user.timeZone)
          const two = (value: number) => String(value).padStart(2, '0')
          return `${year}-${two(month)}-${two(day)}T${two(h)}:${two(minute)}:00`
        }
        return {
          user: person(user.id),
          timeZone: user.timeZone,
          localFrom: wall(query.from),
          localUntil: wall(query.until),
          isOnCallAlready: index === 1,
          isAsleep: hour >= 22 || hour < 7,
          restHours: 31 + index,
          balanceHours: index * 12 - 20,
          nightsThisQuarter: 9 + index * 3,
          nightsMean: 11.4,
          lastCoverGivenAt: index === 0 ? iso(world.startedAt - 23 * DAY_MS) : null,
          checks: checksOf(name, replace(query.role, spanOf(query), away, user.id)),
        }
      })
    return { items }
  })
  const view = (request: Request): Request => {
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
      you: {
        isOwner,
        mayAnswer: open && request.asked.some(({ id }) => id === me.id),
        mayCancel: open && isOwner,
        mayUndo: accepted.filter(({ user }) => isOwner || user.id === me.id).map(({ id }) => id),
      },
    }
  }
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
      you: { isOwner: false, mayAnswer: false, mayCancel: false, mayUndo: [] },
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
    const { kind, role, note } = body
    const about = { kind, role, note, counterpart, startsAt: body.from, endsAt: body.until }
    return view(ask(about, params.schedule, owner, asked))
  })
  router.handle(api.listCoverRequests, ({ query }) => ({
    items: requests
      .filter((one) => !query.mine || one.owner.name === world.me)
      .filter((one) => !query.forMe || one.asked.some(({ name }) => name === world.me))
      .map(view),
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
      reason,
      answeredAt: iso(Date.now()),
      undoneAt: null,
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
    const me = person('me')
    write(schedule.name, [replace(role, span, owner.id, me.id)], request.kind, request.note)
    if (counterpart) {
      const theirs = spanOf({ from: counterpart.startsAt, until: counterpart.endsAt })
      const half = replace(counterpart.role, theirs, me.id, owner.id)
      write(counterpart.schedule.name, [half], 'swap', request.note)
    }
    answer(request, 'accepted', span, '')
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
  router.handle(api.takeOverShift, ({ params, body }) =>
    write(params.schedule, [takeOver(params.schedule, body.role)], 'take-over', body.reason),
  )
  router.handle(api.arrangeCover, ({ params, body }) => {
    const wanted = replace(body.role, spanOf(body), person(body.away).id, person(body.cover).id)
    return write(params.schedule, [wanted], 'arranged', body.reason)
  })
  router.handle(api.setTemporarySchedule, ({ params, body }) =>
    write(params.schedule, temporary(body), 'temporary', body.reason),
  )
  router.handle(api.createOverride, ({ params, query, body }) => {
    const isIdle = body.remove !== undefined && body.remove === body.add
    if (isIdle && !query.confirm) {
      throw new Refused('override-without-effect', { detail: 'No effect: it changes nobody.' })
    }
    const made = write(params.schedule, [wantedOfOverride(body)], 'override', body.reason)
    const [view0] = made.overrides
    if (!view0) throw new Refused('invalid-request')
    return { ...view0, checks: [] }
  })
  router.handle(api.cancelOverride, ({ params, query }) => {
    const [found] = world.overrides.filter(({ view: one }) => one.id === params.override)
    // The planned ones are what others build on.
    if (!found && !query.confirm) {
      const { overrides } = plans.spanOf(
        scheduleOf(params.schedule).name,
        'primary',
        Date.now(),
        Date.now() + 60 * DAY_MS,
      )
      const dependants = overrides.filter(({ id }) => id !== params.override).slice(0, 1)
      throw new Refused('later-depends', { current: { dependants, lines: [] } })
    }
    const [cancelled] = cancel((one) => one.id === params.override)
    if (!cancelled)
      throw new Refused('state-conflict', { detail: 'It has been cancelled already.' })
    return cancelled
  })
  router.handle(api.cancelOverrideLink, ({ params }) => ({
    linkId: params.link,
    overrides: cancel(({ linkId }) => linkId === params.link),
  }))
  router.handle(api.getLedger, ({ params }) => ledgerOf(person(params.user)))
  const ledgerOf = (user: Request['owner']): api.Ledger => {
    const [one, two] = world.schedules
    const others = world.users.filter(({ id }) => id !== user.id)
    const entry = (index: number, direction: 'given' | 'taken') => {
      const counterpart = others[index % Math.max(1, others.length)]
      const schedule = (index === 1 ? two : one)?.name
      if (!counterpart || !schedule) return []
      const startsAt = world.startedAt - (index + 3) * 9 * DAY_MS
      return [
        {
          override: newId(),
          linkId: null,
          cause: index === 1 ? ('swap' as const) : ('cover' as const),
          direction,
          counterpart: person(counterpart.id),
          schedule: scheduleOf(schedule),
          role: 'primary' as const,
          startsAt: iso(startsAt),
          endsAt: iso(startsAt + 14 * HOUR_MS),
          hours: 14,
          nights: 1,
        },
      ]
    }
    const entries = [...entry(0, 'given'), ...entry(1, 'taken'), ...entry(2, 'given')]
    const sum = (direction: 'given' | 'taken') => {
      const count = entries.filter((item) => item.direction === direction).length
      return { count, hours: count * 14, nights: count }
    }
    const totals = { given: sum('given'), taken: sum('taken') }
    const none = { count: 0, hours: 0, nights: 0 }
    const nothing = { given: none, taken: none }
    return {
      user,
      startsAt: iso(world.startedAt - 92 * DAY_MS),
      endsAt: iso(world.startedAt),
      entries,
      totals: {
        ...totals,
        balanceHours: totals.given.hours - totals.taken.hours,
        byCause: { cover: totals, swap: nothing, 'take-over': nothing, arranged: nothing },
      },
    }
  }
  seed()
  function seed() {
    const me = world.users.find(({ name }) => name === world.me)
    if (!me || !world.schedules.some(({ name }) => name === 'payments-primary')) return
    const shiftOf = (name: string) =>
      plans
        .spanOf('payments-primary', 'primary', Date.now(), Date.now() + 60 * DAY_MS)
        .shifts.find(
          (one) => one.users[0]?.name === name && Date.parse(one.startsAt) > Date.now() + DAY_MS,
        )
    const [theirs, mine] = [shiftOf('chen'), shiftOf(me.name)]
    if (!theirs || !mine) return
    const about = { role: 'primary' as const, counterpart: null }
    const span = ({ startsAt, endsAt }: Pick<Request, 'startsAt' | 'endsAt'>) => ({
      startsAt,
      endsAt,
    })
    ask(
      { ...about, ...span(theirs), kind: 'cover', note: 'My sister marries that week.' },
      'payments-primary',
      person('chen'),
      [person(me.id), person('ben')],
    )
    ask(
      { ...about, ...span(mine), kind: 'cover', note: 'Dentist' },
      'payments-primary',
      person(me.id),
      [person('ben'), person('chen')],
    )
  }
}
