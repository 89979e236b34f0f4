// Looking before changing, in the fake server: previews and candidates.

import * as api from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import { wallOf } from '../ui/zone.ts'
import { fakeChecks } from './fake-change-checks.ts'
import type { FakeChangeRoom, Wanted } from './fake-change-room.ts'
import { fakePreview } from './fake-preview.ts'
import type { createFakeRouter } from './fake-router.ts'
import { createFakeWanted } from './fake-wanted.ts'
import { iso } from './world.ts'

export function handlePreviews(router: ReturnType<typeof createFakeRouter>, room: FakeChangeRoom) {
  const { world, plans, person, scheduleOf, spanOf, replace } = room
  const { wantedOfOverride, takeOver, temporary } = createFakeWanted(room)
  router.handle(api.previewShiftChange, ({ params, body }) => {
    const { name } = scheduleOf(params.schedule)
    const despite = 'despite' in body ? body.despite : []
    const one = (wanted: Wanted) =>
      fakePreview(room, body.kind, [{ schedule: name, wanted: [wanted] }], despite)
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
        return fakePreview(room, 'swap', [
          { schedule: name, wanted: [replace(body.role, spanOf(body), owner.id, other.id)] },
          {
            schedule: theirs,
            wanted: [replace(body.with.role, spanOf(body.with), other.id, owner.id)],
          },
        ])
      }
      default:
        return fakePreview(
          room,
          'temporary',
          [{ schedule: name, wanted: temporary(body) }],
          despite,
        )
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
          checks: fakeChecks(room, name, replace(query.role, spanOf(query), away, user.id)),
        }
      })
    return { items }
  })
}
