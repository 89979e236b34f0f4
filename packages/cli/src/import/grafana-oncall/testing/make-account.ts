// An account of any size, made by counting: weekly rotations of three with one override each, a
// chain for each team, and an integration for each chain.

import { DAY_MS, formatInstant, type Instant, SECOND_MS, WEEK_MS } from '@evenwatch/core'
import {
  type AccountSize,
  FIRST_HANDOFF,
  makeEach,
  overrideOf,
  type Turn,
  weeklyTurns,
} from '../../testing/weekly-turns.ts'
import type { GrafanaLists } from './grafana-stub.ts'

const DAYS_AHEAD = 91

export function makeAccount(size: AccountSize, now: Instant): GrafanaLists {
  const schedules = makeEach(size.schedules, (n) => makeSchedule(n, size, now))
  return {
    'users/': makeEach(size.users, makeUser),
    'teams/': makeEach(size.teams, (n) => ({ id: `T${n}`, name: `Team ${n}` })),
    'schedules/': schedules.map(({ schedule }) => schedule),
    'on_call_shifts/': schedules.flatMap(({ shifts }) => shifts),
    ...Object.fromEntries(
      schedules.map(({ schedule, rows }) => [`schedules/${schedule.id}/final_shifts`, rows]),
    ),
    // Older than swaps.
    'shift_swaps/': null,
    'escalation_chains/': makeEach(size.teams, (n) => ({
      id: `F${n}`,
      name: `Chain ${n}`,
      team_id: `T${n}`,
    })),
    'escalation_policies/': makeEach(size.teams, (n) => ({
      id: `E${n}`,
      escalation_chain_id: `F${n}`,
      position: 0,
      type: 'notify_on_call_from_schedule',
      notify_on_call_from_schedule: `S${n}`,
      important: true,
    })),
    'integrations/': makeEach(size.teams, makeIntegration),
  }
}

function makeUser(n: number) {
  return {
    id: `U${n}`,
    username: `person.${n}`,
    email: `person.${n}@grafana.example.org`,
    role: 'user',
    timezone: 'Europe/Vienna',
    teams: [],
  }
}

function makeIntegration(n: number) {
  const key = `key${String(n).padStart(21, '0')}`
  return {
    id: `C${n}`,
    name: `Prometheus ${n}`,
    team_id: `T${n}`,
    type: 'alertmanager',
    link: `https://oncall.example.org/integrations/v1/alertmanager/${key}/`,
    default_route: { id: `R${n}`, escalation_chain_id: `F${n}` },
  }
}

function makeSchedule(n: number, size: AccountSize, now: Instant) {
  const people = [n, n + 1, n + 2].map((one) => `U${one % size.users}`)
  const override = overrideOf(n, people, size, now)
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const span = { startsAt: today, endsAt: today + DAYS_AHEAD * DAY_MS }
  return {
    schedule: {
      id: `S${n}`,
      team_id: `T${n % size.teams}`,
      name: `Schedule ${n}`,
      type: 'web',
      time_zone: 'UTC',
      shifts: [`O${n}`, ...(override ? [`V${n}`] : [])],
    },
    shifts: [
      {
        id: `O${n}`,
        name: 'Weekly',
        type: 'rolling_users',
        level: 1,
        start: wall(FIRST_HANDOFF),
        rotation_start: wall(FIRST_HANDOFF),
        duration: WEEK_MS / SECOND_MS,
        frequency: 'weekly',
        interval: 1,
        week_start: 'MO',
        rolling_users: people.map((one) => [one]),
        start_rotation_from_user_index: 0,
      },
      ...(override ? [makeOverride(n, override)] : []),
    ],
    rows: weeklyTurns({ people, override, span }).map(({ startsAt, endsAt, person }) => ({
      user_pk: person,
      shift_start: formatInstant(startsAt),
      shift_end: formatInstant(endsAt),
    })),
  }
}

function makeOverride(n: number, { startsAt, endsAt, person }: Turn<string>) {
  return {
    id: `V${n}`,
    name: 'Override',
    type: 'override',
    start: wall(startsAt),
    duration: (endsAt - startsAt) / SECOND_MS,
    users: [person],
  }
}

function wall(at: Instant): string {
  return formatInstant(at).slice(0, 19)
}
