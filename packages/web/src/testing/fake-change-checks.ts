// Of the checks only sleep and rest are played, which is what the screens need to be looked at.

import type * as api from '@evenwatch/api'
import { DAY_MS } from '@evenwatch/core'
import { wallOf } from '../ui/zone.ts'
import type { FakeChangeRoom, Wanted } from './fake-change-room.ts'
import { iso } from './world.ts'

export function fakeChecks(
  { world, person, scheduleOf }: FakeChangeRoom,
  schedule: string,
  wanted: Wanted,
): api.ShiftCheckView[] {
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
