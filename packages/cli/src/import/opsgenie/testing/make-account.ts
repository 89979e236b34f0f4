// An account of any size, made by counting: the same numbers give the same account. Its timelines
// are worked out here by plain arithmetic for weekly rotations in UTC, apart from our schedules.

import { DAY_MS, formatInstant, type Instant, type JsonObject, WEEK_MS } from '@evenwatch/core'
import { type OpsgenieSource, opsgenieSource } from '../opsgenie-source.ts'

export type AccountSize = {
  readonly users: number
  readonly teams: number
  readonly schedules: number
}

/** A Monday at nine. */
const FIRST_HANDOFF = Date.UTC(2026, 0, 5, 9)
const TIMELINE_DAYS = 120

export function makeAccount(size: AccountSize, now: Instant): OpsgenieSource {
  const users = count(size.users, makeUser)
  const userOf = (n: number) => users[n % users.length] ?? {}
  const teams = count(size.teams, (n) => makeTeam(n, [userOf(3 * n), userOf(3 * n + 1)]))
  const schedules = count(size.schedules, (n) =>
    makeSchedule(n, n % size.teams, [userOf(n), userOf(n + 1), userOf(n + 2)], now),
  )
  return opsgenieSource({
    users,
    teams,
    schedules,
    escalations: count(size.teams, (n) => makeEscalation(n, userOf(3 * n))),
    services: count(size.teams, (n) => ({
      id: `svc-${n}`,
      name: `Service ${n}`,
      teamId: `team-${n}`,
    })),
    integrations: count(size.teams, makeIntegration),
    forwardings: [],
    policies: [{ id: 'pol-1', name: 'Raise the priority', type: 'alert' }],
    'notification-policies': [],
    heartbeats: [{ name: 'backup', interval: 10, intervalUnit: 'minutes' }],
    maintenance: [],
  })
}

function count<T>(times: number, make: (n: number) => T): T[] {
  return Array.from({ length: times }, (_, n) => make(n))
}

function makeUser(n: number): JsonObject {
  const username = `person.${n}@example.org`
  return {
    id: `user-${n}`,
    username,
    fullName: `Person ${n}`,
    role: { id: 'User', name: 'User' },
    blocked: false,
    timeZone: 'Europe/Vienna',
    userContacts: [{ id: `contact-${n}`, contactMethod: 'email', to: username, enabled: true }],
    notificationRules: [
      {
        id: `rule-${n}`,
        name: 'New alert',
        actionType: 'create-alert',
        enabled: true,
        criteria: { type: 'match-all' },
        steps: [
          {
            contact: { method: 'email', to: username },
            sendAfter: { timeAmount: n % 5, timeUnit: 'minutes' },
            enabled: true,
          },
        ],
      },
    ],
  }
}

const refOf = ({ id = '', username = '' }: JsonObject) => ({ id, username })

function makeTeam(n: number, members: readonly JsonObject[]): JsonObject {
  return {
    id: `team-${n}`,
    name: `Team ${n}`,
    members: members.map((user, i) => ({ user: refOf(user), role: i === 0 ? 'admin' : 'user' })),
    routingRules: [
      {
        id: `route-${n}`,
        name: 'Default',
        isDefault: true,
        order: 0,
        criteria: { type: 'match-all' },
        notify: { type: 'escalation', id: `esc-${n}`, name: `Team ${n}_escalation` },
      },
    ],
  }
}

function makeEscalation(n: number, user: JsonObject): JsonObject {
  const rule = (minutes: number, recipient: JsonObject) => ({
    condition: 'if-not-acked',
    notifyType: 'default',
    delay: { timeAmount: minutes, timeUnit: 'minutes' },
    recipient,
  })
  return {
    id: `esc-${n}`,
    name: `Team ${n}_escalation`,
    ownerTeam: { id: `team-${n}`, name: `Team ${n}` },
    rules: [
      rule(0, { type: 'schedule', id: `sch-${n}`, name: `Schedule ${n}` }),
      rule(5, { type: 'user', ...refOf(user) }),
    ],
    repeat: { waitInterval: 10, count: 2, resetRecipientStates: false, closeAlertAfterAll: false },
  }
}

function makeIntegration(n: number): JsonObject {
  return {
    id: `int-${n}`,
    name: `API ${n}`,
    type: 'API',
    enabled: true,
    teamId: `team-${n}`,
    ownerTeam: { id: `team-${n}`, name: `Team ${n}` },
    apiKey: `0f0f0f0f-0000-4000-8000-${String(n).padStart(12, '0')}`,
  }
}

function makeSchedule(
  n: number,
  team: number,
  people: readonly JsonObject[],
  now: Instant,
): JsonObject {
  const startsAt = now + (5 + (n % 20)) * DAY_MS
  const span = { startsAt, endsAt: startsAt + DAY_MS }
  const standIn = people[n % people.length] ?? {}
  return {
    id: `sch-${n}`,
    name: `Schedule ${n}`,
    timezone: 'UTC',
    enabled: true,
    ownerTeam: { id: `team-${team}`, name: `Team ${team}` },
    rotations: [
      {
        id: `rot-${n}`,
        name: 'Weekly',
        startDate: formatInstant(FIRST_HANDOFF),
        type: 'weekly',
        length: 1,
        participants: people.map((user) => ({ type: 'user', ...refOf(user) })),
      },
    ],
    overrides: [
      {
        alias: `override-${n}`,
        user: { type: 'user', ...refOf(standIn) },
        startDate: formatInstant(span.startsAt),
        endDate: formatInstant(span.endsAt),
        rotations: [],
      },
    ],
    timeline: timelineOf(n, people, { ...span, user: standIn }, now),
  }
}

function timelineOf(
  n: number,
  people: readonly JsonObject[],
  override: { readonly startsAt: Instant; readonly endsAt: Instant; readonly user: JsonObject },
  now: Instant,
): JsonObject {
  const from = now - DAY_MS
  const until = now + TIMELINE_DAYS * DAY_MS
  const periods: JsonObject[] = []
  const add = (startsAt: Instant, endsAt: Instant, user: JsonObject) => {
    if (startsAt >= endsAt) return
    const dates = { startDate: formatInstant(startsAt), endDate: formatInstant(endsAt) }
    periods.push({ ...dates, type: 'default', recipient: { type: 'user', ...refOf(user) } })
  }
  const firstWeek = Math.floor((from - FIRST_HANDOFF) / WEEK_MS)
  for (let week = firstWeek; FIRST_HANDOFF + week * WEEK_MS < until; week += 1) {
    const startsAt = Math.max(from, FIRST_HANDOFF + week * WEEK_MS)
    const endsAt = Math.min(until, FIRST_HANDOFF + (week + 1) * WEEK_MS)
    const user = people[week % people.length] ?? {}
    add(startsAt, Math.min(endsAt, override.startsAt), user)
    add(Math.max(startsAt, override.endsAt), endsAt, user)
  }
  add(override.startsAt, override.endsAt, override.user)
  return {
    _parent: { id: `sch-${n}`, name: `Schedule ${n}`, enabled: true },
    startDate: formatInstant(from),
    endDate: formatInstant(until),
    finalTimeline: { rotations: [{ id: `rot-${n}`, name: 'Weekly', order: 1, periods }] },
  }
}
