// An account of any size, made by counting: rosters of three who take weeks in turn, two rosters a
// team, with the present week in the calendar as Oncall's populating would leave them.

import { DAY_MS, type Instant, SECOND_MS } from '@evenwatch/core'
import { type AccountSize, makeEach } from '../../testing/weekly-turns.ts'
import type { OncallAccount } from './oncall-stub.ts'

const DAY_S = DAY_MS / SECOND_MS
const WEEK_S = 7 * DAY_S
/** Each of them is an override, and each is written by a call of its own. */
const WEEKS_POPULATED = 1
/** The first Sunday after the beginning of Unix time. */
const A_SUNDAY = 3 * DAY_S

export function makeAccount(size: AccountSize, now: Instant): OncallAccount {
  const week = Math.floor((now / SECOND_MS - A_SUNDAY) / WEEK_S)
  const rosters = makeEach(size.schedules, (n) => ({
    n,
    team: `team-${n % size.teams}`,
    people: [n, n + 1, n + 2].map((one) => personName(one % size.users)),
  }))
  return {
    users: makeEach(size.users, (n) => makeUser(n)),
    teams: makeEach(size.teams, (n) => {
      const own = rosters.filter(({ team }) => team === `team-${n}`)
      return makeTeam(n, Object.fromEntries(own.map((one) => [`roster-${one.n}`, makeRoster(one)])))
    }),
    events: rosters.flatMap((one) => makeEvents(one, week)),
    notifications: {},
  }
}

const personName = (n: number) => `person-${n}`

function makeUser(n: number) {
  const name = personName(n)
  const contacts = { email: `${name}@oncall.example.org` }
  return { id: n, name, full_name: `Person ${n}`, time_zone: 'UTC', active: 1, contacts }
}

function makeTeam(n: number, rosters: object) {
  return {
    id: n,
    name: `team-${n}`,
    scheduling_timezone: 'UTC',
    admins: [{ name: personName(n) }],
    services: [`service-${n}`],
    users: {},
    rosters,
  }
}

type Roster = { readonly n: number; readonly team: string; readonly people: readonly string[] }

function makeRoster({ n, people }: Roster) {
  return {
    id: n,
    users: people.map((name) => ({ name, in_rotation: true })),
    schedules: [
      {
        id: n,
        role: 'primary',
        auto_populate_threshold: 21,
        events: [{ start: 0, duration: WEEK_S }],
        scheduler: { name: 'round-robin', data: people },
      },
    ],
  }
}

function makeEvents({ n, team, people }: Roster, firstWeek: number) {
  return makeEach(WEEKS_POPULATED, (i) => {
    const week = firstWeek + i
    const start = A_SUNDAY + week * WEEK_S
    return {
      id: n * WEEKS_POPULATED + i,
      start,
      end: start + WEEK_S,
      team,
      user: people[week % people.length],
      role: 'primary',
      schedule_id: n,
      link_id: null,
      note: null,
    }
  })
}
