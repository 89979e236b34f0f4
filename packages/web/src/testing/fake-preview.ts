// What a change would do in the fake world: the line before and after, and each person's difference.

import type * as api from '@evenwatch/api'
import { HOUR_MS } from '@evenwatch/core'
import { fakeChecks } from './fake-change-checks.ts'
import type { FakeChangeRoom, Wanted } from './fake-change-room.ts'
import { iso, newId } from './world.ts'

export function fakePreview(
  room: FakeChangeRoom,
  kind: api.ChangePreview['kind'],
  halves: readonly { schedule: string; wanted: readonly Wanted[] }[],
  despite: readonly string[] = [],
): api.ChangePreview {
  const { world, plans, person, scheduleOf } = room
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
        .reduce((sum, one) => sum + Date.parse(one.endsAt) - Date.parse(one.startsAt), 0) / HOUR_MS
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
    half.wanted.flatMap((one) => fakeChecks(room, half.schedule, one)),
  )
  const standing = checks.filter(
    ({ severity, code }) => severity === 'refusal' && !despite.includes(code),
  )
  return {
    kind,
    lines,
    people,
    checks,
    ...conflictsOf(room, halves),
    told: people
      .filter(({ user }) => user.name !== world.me)
      .map(({ user, hours }) => ({ user, why: hours > 0 ? 'gains' : 'loses' })),
    isAllowed: standing.length === 0,
    mayOverrule: true,
  }
}

/** Overrides of whoever is relieved; one at most, with what is left before and after it. */
function conflictsOf(
  { plans, scheduleOf }: FakeChangeRoom,
  halves: readonly { schedule: string; wanted: readonly Wanted[] }[],
): Pick<api.ChangePreview, 'conflicts' | 'rest'> {
  const conflicts: api.ChangePreview['conflicts'] = []
  const rest: api.ChangePreview['rest'] = []
  for (const { schedule, wanted } of halves) {
    for (const { role, startsAt, endsAt, removeUserId } of wanted) {
      const { overrides } = plans.spanOf(schedule, role, startsAt, endsAt)
      const met = overrides.find(({ remove }) => remove !== null && remove.id === removeUserId)
      const from = Math.max(startsAt, Date.parse(met?.startsAt ?? iso(endsAt)))
      const until = Math.min(endsAt, Date.parse(met?.endsAt ?? iso(endsAt)))
      if (met) conflicts.push({ override: met, startsAt: iso(from), endsAt: iso(until) })
      for (const [begins, ends] of [
        [startsAt, from],
        [until, endsAt],
      ] as const) {
        const part = { startsAt: iso(begins), endsAt: iso(ends) }
        if (ends > begins) rest.push({ schedule: scheduleOf(schedule), role, ...part })
      }
    }
  }
  return { conflicts, rest }
}
