// A directory for tests, written by hand: people with an inbox, one team, one policy, one service.
// Rows that the engine reads from the database itself are inserted beside it.

import {
  compileSchedule,
  DEFAULT_TEAM_LIMITS,
  type Directory,
  type EscalationPolicy,
  type IntegrationView,
  type Person,
  type Service,
} from '@evenwatch/core'
import type { Pool } from 'pg'
import { hashToken } from '../platform/secrets/secret-box.ts'

const id = (kind: number, n: number) =>
  `00000000-0000-7000-8${kind.toString().padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`

export const IDS = {
  ana: id(1, 1),
  ben: id(1, 2),
  team: id(2, 1),
  policy: id(3, 1),
  service: id(4, 1),
  integration: id(5, 1),
  schedule: id(6, 1),
} as const
export const TEST_KEY = '0123456789abcdefghijklmnopqrstuv'

export type DirectoryOptions = {
  readonly policy?: Partial<EscalationPolicy>
  readonly service?: Partial<Service>
  readonly channel?: 'inbox' | 'webhook' | 'email'
}

export function buildDirectory(options: DirectoryOptions = {}): Directory {
  const policy: EscalationPolicy = {
    id: IDS.policy,
    name: 'payments',
    version: 1,
    teamId: IDS.team,
    delaysFrom: 'previousStep',
    repeat: { times: 0, afterMs: 300_000 },
    whenNobody: 'lastResort',
    steps: [
      {
        afterMs: 0,
        notify: [{ kind: 'user', id: IDS.ana }],
        mode: 'everyone',
        when: 'unacknowledged',
        condition: null,
      },
      {
        afterMs: 300_000,
        notify: [{ kind: 'user', id: IDS.ben }],
        mode: 'everyone',
        when: 'unacknowledged',
        condition: null,
      },
    ],
    ...options.policy,
  }
  const service: Service = {
    id: IDS.service,
    name: 'checkout-api',
    displayName: 'Checkout API',
    teamId: IDS.team,
    labels: {},
    policyRoutes: [{ condition: null, policyId: IDS.policy }],
    dependsOn: [],
    runbook: null,
    grouping: null,
    urgency: {},
    acknowledgementLapsesMs: null,
    repage: 'whenMoreUrgent',
    autoResolveMs: null,
    ...options.service,
  }
  const integration: IntegrationView = {
    id: IDS.integration,
    serviceId: IDS.service,
    name: 'test',
    type: 'events',
    scopeId: IDS.integration,
  }
  const schedule = {
    id: IDS.schedule,
    name: 'primary',
    teamId: IDS.team,
    timeZone: 'UTC',
    stages: [],
    layers: [],
    overrides: [],
  }
  const members = new Map([[IDS.team, [IDS.ana, IDS.ben]]])
  return {
    revision: 1,
    people: new Map(
      [person(IDS.ana, 'ana', options), person(IDS.ben, 'ben', options)].map((one) => [
        one.id,
        one,
      ]),
    ),
    teams: new Map([
      [
        IDS.team,
        {
          id: IDS.team,
          name: 'payments',
          displayName: 'Payments',
          leadIds: [IDS.ana],
          memberIds: [IDS.ben],
          limits: DEFAULT_TEAM_LIMITS,
        },
      ],
    ]),
    schedules: new Map([
      [
        IDS.schedule,
        { schedule, displayName: 'Primary', plan: compileSchedule(schedule, members) },
      ],
    ]),
    policies: new Map([[policy.id, policy]]),
    services: new Map([[service.id, service]]),
    keys: new Map([[hashToken(TEST_KEY), { integration, endsAt: null }]]),
    administratorIds: [],
  }
}

function person(userId: string, name: string, { channel = 'inbox' }: DirectoryOptions): Person {
  const methodId = userId.replace('-8001-', '-8009-')
  return {
    id: userId,
    name,
    displayName: name[0]?.toUpperCase() + name.slice(1),
    timeZone: 'Europe/Vienna',
    role: 'responder',
    isActive: true,
    contactMethods: [
      { id: methodId, userId, name: 'main', channel, address: '', position: 0, verifiedAt: 1 },
    ],
    notificationRules: [],
  }
}

/** The rows behind the directory: the engine joins or updates them. */
export async function insertDirectoryRows(pool: Pool, directory: Directory): Promise<void> {
  for (const one of directory.people.values()) {
    await pool.query(
      `insert into app_user (id, name, display_name, email, time_zone, role, revision, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 1, 'epoch', 'epoch')`,
      [one.id, one.name, one.displayName, `${one.name}@example.org`, one.timeZone, one.role],
    )
    for (const method of one.contactMethods) {
      await pool.query(
        `insert into contact_method (id, user_id, name, channel, address, position, verified_at, verified_by, revision, created_at)
         values ($1, $2, $3, $4, $5, $6, 'epoch', 'itself', 1, 'epoch')`,
        [method.id, one.id, method.name, method.channel, method.address, method.position],
      )
    }
  }
  for (const [kind, map] of [
    ['EscalationPolicy', directory.policies],
    ['Service', directory.services],
  ] as const) {
    for (const { id: definitionId, name, ...document } of map.values()) {
      await pool.query(
        `with d as (insert into definition (id, kind, name, document, version, revision, created_at, updated_at)
           values ($1, $2, $3, $4, 1, 1, 'epoch', 'epoch'))
         insert into definition_version (definition_id, version, document, actor, created_at) values ($1, 1, $4, 'system', 'epoch')`,
        [definitionId, kind, name, JSON.stringify(document)],
      )
    }
  }
}
