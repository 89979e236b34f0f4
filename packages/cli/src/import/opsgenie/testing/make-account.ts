// An account of any size, made by counting: the same numbers give the same account. Its timelines
// are worked out here by plain arithmetic for weekly rotations in UTC, apart from our schedules.

import { DAY_MS, formatInstant, type Instant, type JsonObject } from '@evenwatch/core'
import { turnsIn } from '../../testing/expect-same-on-call.ts'
import {
  type AccountSize,
  FIRST_HANDOFF,
  makeEach,
  overrideOf,
  type Turn,
  weeklyTurns,
} from '../../testing/weekly-turns.ts'
import { type OpsgenieSource, opsgenieSource } from '../opsgenie-source.ts'

const TIMELINE_DAYS = 120

export function makeAccount(size: AccountSize, now: Instant): OpsgenieSource {
  const users = makeEach(size.users, makeUser)
  const userOf = (n: number) => users[n % users.length] ?? {}
  const teams = makeEach(size.teams, (n) => makeTeam(n, [userOf(3 * n), userOf(3 * n + 1)]))
  const schedules = makeEach(size.schedules, (n) =>
    makeSchedule(n, size, [userOf(n), userOf(n + 1), userOf(n + 2)], now),
  )
  return opsgenieSource({
    users,
    teams,
    schedules,
    escalations: makeEach(size.teams, (n) => makeEscalation(n, userOf(3 * n))),
    services: makeEach(size.teams, (n) => ({
      id: `svc-${n}`,
      name: `Service ${n}`,
      teamId: `team-${n}`,
    })),
    integrations: makeEach(size.teams, makeIntegration),
    forwardings: [],
    policies: [{ id: 'pol-1', name: 'Raise the priority', type: 'alert' }],
    'notification-policies': [],
    heartbeats: [{ name: 'backup', interval: 10, intervalUnit: 'minutes' }],
    maintenance: [],
  })
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
  size: AccountSize,
  people: readonly JsonObject[],
  now: Instant,
): JsonObject {
  const team = n % size.teams
  const override = overrideOf(n, people, size, now)
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
    overrides: override ? [makeOverride(n, override)] : [],
    timeline: timelineOf(n, people, override, now),
  }
}

function makeOverride(n: number, { startsAt, endsAt, person }: Turn<JsonObject>): JsonObject {
  return {
    alias: `override-${n}`,
    user: { type: 'user', ...refOf(person) },
    startDate: formatInstant(startsAt),
    endDate: formatInstant(endsAt),
    rotations: [],
  }
}

function timelineOf(
  n: number,
  people: readonly JsonObject[],
  override: Turn<JsonObject> | null,
  now: Instant,
): JsonObject {
  const span = { startsAt: now - DAY_MS, endsAt: now + TIMELINE_DAYS * DAY_MS }
  const periods = weeklyTurns({ people, override, span }).map(({ startsAt, endsAt, person }) => ({
    startDate: formatInstant(startsAt),
    endDate: formatInstant(endsAt),
    type: 'default',
    recipient: { type: 'user', ...refOf(person) },
  }))
  return {
    _parent: { id: `sch-${n}`, name: `Schedule ${n}`, enabled: true },
    startDate: formatInstant(span.startsAt),
    endDate: formatInstant(span.endsAt),
    finalTimeline: { rotations: [{ id: `rot-${n}`, name: 'Weekly', order: 1, periods }] },
  }
}

/** What Opsgenie itself says of a schedule, with people by the names that they get here. */
export function renderedOf({ schedules }: OpsgenieSource, id: string): Turn<string>[] {
  const timeline = schedules.find((one) => one.id === id)?.timeline
  return turnsIn(timeline, ['periods'], (period: RenderedPeriod) => ({
    person: period.recipient.username.replace(/@.*$/, ''),
    startsAt: Date.parse(period.startDate),
    endsAt: Date.parse(period.endDate),
  }))
}

type RenderedPeriod = {
  readonly startDate: string
  readonly endDate: string
  readonly recipient: { readonly username: string }
}
