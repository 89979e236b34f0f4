// Deciding at once, in the fake server: overrides, take-overs, arranged cover, temporary schedules.

import * as api from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import type { FakeChangeRoom } from './fake-change-room.ts'
import { type createFakeRouter, Refused } from './fake-router.ts'
import { createFakeWanted } from './fake-wanted.ts'

export function handleOverrideCalls(
  router: ReturnType<typeof createFakeRouter>,
  room: FakeChangeRoom,
) {
  const { world, plans, person, scheduleOf, spanOf, replace, write, cancel } = room
  const { wantedOfOverride, takeOver, temporary } = createFakeWanted(room)
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
}
