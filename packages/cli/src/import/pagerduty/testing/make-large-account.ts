// An account of any size, made by counting: classic schedules of three with an override in some of
// them, a policy and a service for each team.

import { DAY_MS, formatInstant, type Instant } from '@evenwatch/core'
import { type AccountSize, makeEach, overrideOf, type Turn } from '../../testing/weekly-turns.ts'
import { classicSchedule, makeService, makeUser, rule } from './make-account.ts'
import type { StubAccount } from './pagerduty-stub.ts'

export function makeLargeAccount(size: AccountSize, now: Instant): StubAccount {
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const schedules = makeEach(size.schedules, (n) => {
    const people = [n, n + 1, n + 2].map((one) => `PU${one % size.users}`)
    const override = overrideOf(n, people, size, now)
    return { id: `PS${n}`, name: `Schedule ${n}`, people, override }
  })
  return {
    '/users': makeEach(size.users, makeUser),
    '/teams': makeEach(size.teams, (n) => ({ id: `PT${n}`, name: `Team ${n}` })),
    ...Object.fromEntries(
      makeEach(size.teams, (n) => [
        `/teams/PT${n}/members`,
        [{ user: { id: `PU${n}` }, role: 'manager' }],
      ]),
    ),
    '/schedules': schedules.map(({ id, name }) => ({ id, name, type: 'schedule' })),
    ...Object.fromEntries(
      schedules.flatMap((one) => [
        [`/schedules/${one.id}`, { schedule: classicSchedule(one, today) }],
        [
          `/schedules/${one.id}/overrides`,
          one.override ? [makeOverride(one.id, one.override)] : [],
        ],
      ]),
    ),
    '/v3/schedules': [],
    '/escalation_policies': makeEach(size.teams, (n) => ({
      id: `PP${n}`,
      name: `Policy ${n}`,
      teams: [{ id: `PT${n}` }],
      num_loops: 1,
      escalation_rules: [rule(`PR${n}`, 10, { id: `PS${n}`, type: 'schedule_reference' })],
    })),
    '/services': makeEach(size.teams, (n) =>
      makeService({
        id: `PSVC${n}`,
        name: `Service ${n}`,
        team: `PT${n}`,
        policy: `PP${n}`,
        key: `e93facc04764012d7bfb${String(n).padStart(12, '0')}`,
      }),
    ),
  }
}

function makeOverride(schedule: string, { startsAt, endsAt, person }: Turn<string>): object {
  return {
    id: `O${schedule}`,
    start: formatInstant(startsAt),
    end: formatInstant(endsAt),
    user: { id: person },
  }
}
