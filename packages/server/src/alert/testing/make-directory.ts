// A small organisation: a team of three, one policy, one service. Everybody has a working inbox.

import type {
  ContactMethod,
  Directory,
  EscalationPolicy,
  EscalationStep,
  Person,
  Role,
  Service,
} from '@evenwatch/core'
import { DEFAULT_TEAM_LIMITS } from '@evenwatch/core'

const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`

export const IDS = {
  ana: id(1),
  ben: id(2),
  chen: id(3),
  team: id(10),
  policy: id(20),
  service: id(30),
  otherTeam: id(11),
  otherService: id(31),
  integration: id(40),
} as const

export function makePerson(
  userId: string,
  name: string,
  role: Role = 'responder',
  changes: Partial<Person> = {},
): Person {
  const inbox: ContactMethod = {
    id: userId.replace('-8000-', '-9000-'),
    userId,
    name: 'inbox',
    channel: 'inbox',
    address: '',
    position: 0,
    verifiedAt: 0,
  }
  return {
    id: userId,
    name,
    displayName: name.slice(0, 1).toUpperCase() + name.slice(1),
    timeZone: 'Europe/Vienna',
    role,
    isActive: true,
    contactMethods: [inbox],
    notificationRules: [],
    ...changes,
  }
}

export function makeStep(afterMs: number, userId: string): EscalationStep {
  const notify = [{ kind: 'user', id: userId }] as const
  return { afterMs, notify, mode: 'everyone', when: 'unacknowledged', condition: null }
}

export function makePolicy(changes: Partial<EscalationPolicy> = {}): EscalationPolicy {
  return {
    id: IDS.policy,
    name: 'payments',
    version: 1,
    teamId: IDS.team,
    delaysFrom: 'previousStep',
    repeat: { times: 0, afterMs: 600_000 },
    whenNobody: 'lastResort',
    steps: [makeStep(0, IDS.ana), makeStep(300_000, IDS.ben), makeStep(600_000, IDS.chen)],
    ...changes,
  }
}

export function makeService(changes: Partial<Service> = {}): Service {
  return {
    id: IDS.service,
    name: 'checkout-api',
    displayName: 'Checkout API',
    teamId: IDS.team,
    labels: {},
    policyRoutes: [{ condition: null, policyId: IDS.policy }],
    dependsOn: [],
    runbook: 'https://example.org/runbooks/checkout',
    grouping: null,
    urgency: {},
    acknowledgementLapsesMs: null,
    repage: 'whenMoreUrgent',
    autoResolveMs: null,
    ...changes,
  }
}

export function makeDirectory(changes: Partial<Directory> = {}): Directory {
  const people = [
    makePerson(IDS.ana, 'ana', 'admin'),
    makePerson(IDS.ben, 'ben'),
    makePerson(IDS.chen, 'chen'),
  ]
  const other = makeService({
    id: IDS.otherService,
    name: 'search',
    displayName: 'Search',
    teamId: IDS.otherTeam,
  })
  const integration = {
    id: IDS.integration,
    serviceId: IDS.service,
    name: 'prometheus',
    type: 'alertmanager',
    scopeId: IDS.integration,
  }
  return {
    revision: 1,
    people: new Map(people.map((person) => [person.id, person])),
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
      [
        IDS.otherTeam,
        {
          id: IDS.otherTeam,
          name: 'search',
          displayName: 'Search',
          leadIds: [],
          memberIds: [IDS.chen],
          limits: DEFAULT_TEAM_LIMITS,
        },
      ],
    ]),
    schedules: new Map(),
    policies: new Map([[IDS.policy, makePolicy()]]),
    services: new Map([
      [IDS.service, makeService()],
      [IDS.otherService, other],
    ]),
    keys: new Map([['hash', { integration, endsAt: null }]]),
    administratorIds: [IDS.ana],
    ...changes,
  }
}
