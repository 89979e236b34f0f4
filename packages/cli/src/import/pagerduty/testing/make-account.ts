// A small account around an instant, with what PagerDuty would render of it worked out here by plain
// arithmetic on weeks and days in UTC.

import { DAY_MS, formatInstant, HOUR_MS, type Instant, WEEK_MS } from '@evenwatch/core'
import { turnsIn } from '../../testing/expect-same-on-call.ts'
import { FIRST_HANDOFF, makeEach, type Turn, weeklyTurns } from '../../testing/weekly-turns.ts'
import type { StubAccount } from './pagerduty-stub.ts'

export const CARRIED_KEY = 'e93facc04764012d7bfb002500d5d1a6'

const WEEKS_RENDERED = 15
const DAYS_RENDERED = 100

/** `count`: how many people there are; the first three are on call. */
export function makeAccount(count: number, now: Instant): StubAccount {
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const from = today + 2 * DAY_MS
  const override = { startsAt: from, endsAt: from + 6 * HOUR_MS, person: 'PU2' }
  const people = ['PU0', 'PU1']
  return {
    '/users': makeEach(count, makeUser),
    '/teams': [{ id: 'PT1', name: 'Payments' }],
    '/teams/PT1/members': [{ user: { id: 'PU0' }, role: 'manager' }],
    '/schedules': [{ id: 'PS1', name: 'Primary', type: 'schedule' }],
    '/schedules/PS1': {
      schedule: classicSchedule({ id: 'PS1', name: 'Primary', people, override }, today),
    },
    '/schedules/PS1/overrides': [
      {
        id: 'PO1',
        start: formatInstant(override.startsAt),
        end: formatInstant(override.endsAt),
        user: { id: 'PU2' },
      },
      {
        id: 'PO2',
        start: formatInstant(today + 200 * DAY_MS),
        end: formatInstant(today + 201 * DAY_MS),
        user: { id: 'PU2' },
      },
    ],
    '/v3/schedules': [{ id: 'PS3', summary: 'Shift based', type: 'schedule_v3_reference' }],
    '/v3/schedules/PS3': { schedule: shiftBased(today) },
    '/v3/schedules/PS3/custom_shifts': [
      {
        id: 'CS1',
        start_time: formatInstant(today + 3 * DAY_MS),
        end_time: formatInstant(today + 3 * DAY_MS + HOUR_MS),
        assignments: [{ member: { type: 'user_member', user_id: 'PU2' } }],
      },
    ],
    '/v3/schedules/PS3/overrides': [],
    '/escalation_policies': [
      {
        id: 'PP1',
        name: 'Default',
        teams: [{ id: 'PT1' }],
        num_loops: 1,
        escalation_rules: [
          rule('PR1', 10, { id: 'PS1', type: 'schedule_reference' }),
          rule('PR2', 20, { id: 'PS3', type: 'schedule_v3_reference' }),
        ],
      },
    ],
    '/services': [
      makeService({ id: 'PSVC1', name: 'Checkout', team: 'PT1', policy: 'PP1', key: CARRIED_KEY }),
    ],
    '/priorities': [{ id: 'PRI1', name: 'P1' }],
  }
}

export function makeUser(n: number): object {
  return {
    id: `PU${n}`,
    name: `Person ${n}`,
    email: `person-${n}@example.org`,
    role: 'limited_user',
  }
}

export type NamedService = {
  readonly id: string
  readonly name: string
  readonly team: string
  readonly policy: string
  readonly key: string
}

export function makeService({ id, name, team, policy, key }: NamedService): object {
  return {
    id,
    name,
    status: 'active',
    escalation_policy: { id: policy },
    teams: [{ id: team }],
    integrations: [
      {
        id: `I${id}`,
        type: 'events_api_v2_inbound_integration',
        name: 'Prometheus',
        integration_key: key,
      },
    ],
  }
}

export function rule(id: string, minutes: number, target: object): object {
  return { id, escalation_delay_in_minutes: minutes, targets: [target] }
}

export type ClassicSchedule = {
  readonly id: string
  readonly name: string
  readonly people: readonly string[]
  readonly override: Turn<string> | null
}

/** Weekly in turn, and one override over it. */
export function classicSchedule(schedule: ClassicSchedule, today: Instant): object {
  const { id, name, people, override } = schedule
  const start = formatInstant(FIRST_HANDOFF)
  const startsAt = FIRST_HANDOFF + Math.floor((today - FIRST_HANDOFF) / WEEK_MS) * WEEK_MS
  const span = { startsAt, endsAt: startsAt + WEEKS_RENDERED * WEEK_MS }
  return {
    id,
    name,
    type: 'schedule',
    time_zone: 'Etc/UTC',
    schedule_layers: [
      {
        id: `L${id}`,
        name: 'Layer 1',
        start,
        end: null,
        rotation_virtual_start: start,
        rotation_turn_length_seconds: 604_800,
        users: people.map((one) => ({ user: { id: one } })),
        restrictions: [],
      },
    ],
    final_schedule: {
      rendered_schedule_entries: weeklyTurns({ people, override, span }).map((turn) => ({
        start: formatInstant(turn.startsAt),
        end: formatInstant(turn.endsAt),
        user: { id: turn.person },
      })),
    },
  }
}

/** PU0 and PU1 in turn from 09:00 to 17:00 every day; PU2 for an hour besides. */
function shiftBased(today: Instant): object {
  const assignments = [shift(today + 3 * DAY_MS, HOUR_MS, 'PU2')]
  const first = Math.floor((today - FIRST_HANDOFF) / DAY_MS)
  for (let day = first; day < first + DAYS_RENDERED; day += 1) {
    assignments.push(shift(FIRST_HANDOFF + day * DAY_MS, 8 * HOUR_MS, `PU${day % 2}`))
  }
  const zoned = (at: Instant) => ({ date_time: formatInstant(at), time_zone: 'Etc/UTC' })
  return {
    id: 'PS3',
    name: 'Shift based',
    type: 'schedule_v3',
    time_zone: 'Etc/UTC',
    rotations: [
      {
        id: 'ROT1',
        name: 'Days',
        events: [
          {
            id: 'EV1',
            name: 'Day',
            start_time: zoned(FIRST_HANDOFF),
            end_time: zoned(FIRST_HANDOFF + 8 * HOUR_MS),
            effective_since: formatInstant(FIRST_HANDOFF),
            effective_until: null,
            recurrence: ['RRULE:FREQ=DAILY'],
            assignment_strategy: {
              type: 'rotating_member_assignment_strategy',
              shifts_per_member: 1,
              members: ['PU0', 'PU1'].map((user_id) => ({ type: 'user_member', user_id })),
            },
          },
        ],
      },
    ],
    final_schedule: { computed_shift_assignments: assignments },
  }
}

function shift(from: Instant, lastsMs: number, user_id: string): object {
  return {
    start_time: formatInstant(from),
    end_time: formatInstant(from + lastsMs),
    member: { type: 'user_member', user_id },
  }
}

/** What PagerDuty itself says of a schedule, with people by the names that they get here. */
export function renderedOf(account: StubAccount, id: string): Turn<string>[] {
  const schedule = account[`/schedules/${id}`] ?? account[`/v3/schedules/${id}`]
  return turnsIn(schedule, ['rendered_schedule_entries', 'computed_shift_assignments'], turnOf)
}

type RenderedEntry = {
  readonly start?: string
  readonly end?: string
  readonly user?: { readonly id: string }
  readonly start_time?: string
  readonly end_time?: string
  readonly member?: { readonly user_id: string }
}

function turnOf({ start, start_time, end, end_time, user, member }: RenderedEntry): Turn<string> {
  return {
    person: (user?.id ?? member?.user_id ?? '').replace('PU', 'person-'),
    startsAt: Date.parse(start ?? start_time ?? ''),
    endsAt: Date.parse(end ?? end_time ?? ''),
  }
}
