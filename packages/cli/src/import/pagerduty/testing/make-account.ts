// A small account around an instant, with what PagerDuty would render of it worked out here by plain
// arithmetic on weeks and days in UTC.

import { DAY_MS, formatInstant, HOUR_MS, type Instant, WEEK_MS } from '@evenwatch/core'
import type { StubAccount } from './pagerduty-stub.ts'

export const CARRIED_KEY = 'e93facc04764012d7bfb002500d5d1a6'

/** A Monday, 09:00. */
const ANCHOR = Date.UTC(2026, 0, 5, 9)

/** `count`: how many people there are; the first three are on call. */
export function makeAccount(count: number, now: Instant): StubAccount {
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const override = { from: today + 2 * DAY_MS, until: today + 2 * DAY_MS + 6 * HOUR_MS }
  return {
    '/users': Array.from({ length: count }, (_, i) => ({
      id: `PU${i}`,
      name: `Person ${i}`,
      email: `person-${i}@example.org`,
      role: 'limited_user',
    })),
    '/teams': [{ id: 'PT1', name: 'Payments' }],
    '/teams/PT1/members': [{ user: { id: 'PU0' }, role: 'manager' }],
    '/schedules': [{ id: 'PS1', name: 'Primary', type: 'schedule' }],
    '/schedules/PS1': { schedule: classic(today, override) },
    '/schedules/PS1/overrides': [
      {
        id: 'PO1',
        start: formatInstant(override.from),
        end: formatInstant(override.until),
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
      {
        id: 'PSVC1',
        name: 'Checkout',
        status: 'active',
        escalation_policy: { id: 'PP1' },
        teams: [{ id: 'PT1' }],
        integrations: [
          {
            id: 'PI1',
            type: 'events_api_v2_inbound_integration',
            name: 'Prometheus',
            integration_key: CARRIED_KEY,
          },
        ],
      },
    ],
    '/priorities': [{ id: 'PRI1', name: 'P1' }],
  }
}

function rule(id: string, minutes: number, target: object): object {
  return { id, escalation_delay_in_minutes: minutes, targets: [target] }
}

/** Weekly, PU0 and PU1 in turn, and PU2 over them for six hours. */
function classic(today: Instant, override: { from: Instant; until: Instant }): object {
  const start = formatInstant(ANCHOR)
  const entries: object[] = []
  const first = Math.floor((today - ANCHOR) / WEEK_MS)
  for (let week = first; week < first + 15; week += 1) {
    const from = ANCHOR + week * WEEK_MS
    const until = from + WEEK_MS
    const user = { id: `PU${week % 2}` }
    const entry = (begin: Instant, end: Instant, who: object) => {
      if (begin < end)
        entries.push({ start: formatInstant(begin), end: formatInstant(end), user: who })
    }
    entry(from, Math.min(until, Math.max(from, override.from)), user)
    entry(Math.max(from, override.from), Math.min(until, override.until), { id: 'PU2' })
    entry(Math.max(from, Math.min(until, override.until)), until, user)
  }
  return {
    id: 'PS1',
    name: 'Primary',
    type: 'schedule',
    time_zone: 'Etc/UTC',
    schedule_layers: [
      {
        id: 'PL1',
        name: 'Layer 1',
        start,
        end: null,
        rotation_virtual_start: start,
        rotation_turn_length_seconds: 604_800,
        users: [{ user: { id: 'PU0' } }, { user: { id: 'PU1' } }],
        restrictions: [],
      },
    ],
    final_schedule: { rendered_schedule_entries: entries },
  }
}

/** PU0 and PU1 in turn from 09:00 to 17:00 every day; PU2 for an hour besides. */
function shiftBased(today: Instant): object {
  const assignments = [shift(today + 3 * DAY_MS, HOUR_MS, 'PU2')]
  const first = Math.floor((today - ANCHOR) / DAY_MS)
  for (let day = first; day < first + 100; day += 1) {
    assignments.push(shift(ANCHOR + day * DAY_MS, 8 * HOUR_MS, `PU${day % 2}`))
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
            start_time: zoned(ANCHOR),
            end_time: zoned(ANCHOR + 8 * HOUR_MS),
            effective_since: formatInstant(ANCHOR),
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
