// What each kind of change would write in the fake world.

import type * as api from '@evenwatch/api'
import { DAY_MS, type ShiftRole } from '@evenwatch/core'
import type { FakeChangeRoom, Wanted } from './fake-change-room.ts'
import { Refused } from './fake-router.ts'
import { iso } from './world.ts'

export function createFakeWanted({ world, plans, person, line, spanOf, replace }: FakeChangeRoom) {
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
  return { wantedOfOverride, takeOver, temporary }
}
