// A ledger of three covers and a swap, for anybody in the fake world.

import type * as api from '@evenwatch/api'
import { DAY_MS, HOUR_MS } from '@evenwatch/core'
import type { FakeChangeRoom } from './fake-change-room.ts'
import { iso, newId } from './world.ts'

export function fakeLedger(
  { world, person, scheduleOf }: FakeChangeRoom,
  user: api.Ledger['user'],
): api.Ledger {
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
