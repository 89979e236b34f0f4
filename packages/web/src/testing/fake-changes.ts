// Changing shifts in the fake server, put together; and the requests that stand in it at the start.

import * as api from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import { createFakeChangeRoom, type FakeChangeRoom } from './fake-change-room.ts'
import { handleCoverRequests } from './fake-cover-requests.ts'
import { fakeLedger } from './fake-ledger.ts'
import { handleOverrideCalls } from './fake-override-calls.ts'
import { handlePreviews } from './fake-previews.ts'
import type { createFakeRouter } from './fake-router.ts'
import type { World } from './world.ts'

type Request = api.CoverRequestView

export function handleChanges(
  router: ReturnType<typeof createFakeRouter>,
  world: World,
  tell: (kind: string, subjectId: string | null) => void,
) {
  const room = createFakeChangeRoom(world, tell)
  handlePreviews(router, room)
  handleOverrideCalls(router, room)
  router.handle(api.getLedger, ({ params }) => fakeLedger(room, room.person(params.user)))
  seed(room, handleCoverRequests(router, room))
}

function seed(
  { world, plans, person }: FakeChangeRoom,
  ask: ReturnType<typeof handleCoverRequests>,
) {
  const me = world.users.find(({ name }) => name === world.me)
  if (!me || !world.schedules.some(({ name }) => name === 'payments-primary')) return
  const shiftOf = (name: string) =>
    plans
      .spanOf('payments-primary', 'primary', Date.now(), Date.now() + 60 * DAY_MS)
      .shifts.find(
        (one) => one.users[0]?.name === name && Date.parse(one.startsAt) > Date.now() + DAY_MS,
      )
  const running = plans
    .spanOf('payments-primary', 'primary', Date.now(), Date.now() + DAY_MS)
    .shifts.find((one) => one.users[0] && one.users[0].id !== me.id)
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
  const [away] = running?.users ?? []
  if (running && away) {
    const { name, displayName } = away
    const asked = ['ben', 'chen'].filter((one) => one !== name).map(person)
    const note = `${displayName} is ill.`
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
      { ...about, ...span(running), kind: 'cover', note },
      'payments-primary',
      person(name),
      asked,
    )
  }
  ask(
    { ...about, ...span(mine), kind: 'cover', note: 'Dentist' },
    'payments-primary',
    person(me.id),
    [person('ben'), person('chen')],
  )
}
