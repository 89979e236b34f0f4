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
