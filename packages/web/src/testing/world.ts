// The fixture world of development and screenshots: two teams, three zones, one gap, one change of
// clocks in sight, one storm. Times are relative to when the server started.

import type {
  AbsenceView,
  Alert,
  AlertGroup,
  OverrideView,
  ScheduleView,
  ServiceView,
  TeamView,
  TimelineEntry,
  User,
} from '@evenwatch/api'

import type { Override } from '@evenwatch/core'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const iso = (at: number): string => new Date(at).toISOString()

let serial = 0
export function newId(): string {
  serial += 1
  return `0190c5a0-0000-7000-8000-${serial.toString(16).padStart(12, '0')}`
}

export type FakeGroup = AlertGroup & {
  readonly alerts: Alert[]
  readonly timeline: TimelineEntry[]
}
export type World = {
  readonly startedAt: number
  users: User[]
  teams: TeamView[]
  schedules: ScheduleView[]
  services: ServiceView[]
  policies: {
    id: string
    name: string
    displayName: string
    spec: never
    managedBy: null
    version: number
  }[]
  groups: FakeGroup[]
  absences: AbsenceView[]
  /** Made on the screens, by the name of their schedule. */
  overrides: { schedule: string; override: Override; view: OverrideView }[]
  me: string | null
  needsSetup: boolean
  nextNumber: number
  inbox: {
    id: string
    at: string
    subject: string
    body: string
    groupId: string | null
    answeredAt: string | null
  }[]
}

const working = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' }
const sleeping = { from: '22:00', until: '07:00' }

export function user(
  name: string,
  displayName: string,
  timeZone: string,
  more: Partial<User> = {},
): User {
  const verified = iso(Date.now() - 40 * 24 * HOUR)
  return {
    id: newId(),
    name,
    displayName,
    email: `${name}@example.org`,
    timeZone,
    role: 'responder',
    workingHours: working,
    sleepHours: sleeping,
    holidays: null,
    contactMethods: [
      {
        id: newId(),
        name: 'inbox',
        type: 'inbox',
        address: '',
        verifiedAt: verified,
        verifiedBy: 'itself',
        lastSuccessAt: iso(Date.now() - 3 * HOUR),
        lastFailureAt: null,
        lastFailure: null,
      },
      {
        id: newId(),
        name: 'mail',
        type: 'email',
        address: `${name}@example.org`,
        verifiedAt: verified,
        verifiedBy: 'owner',
        lastSuccessAt: iso(Date.now() - 26 * HOUR),
        lastFailureAt: null,
        lastFailure: null,
      },
    ],
    notificationRules: {
      high: [
        { after: '0m', via: 'inbox' },
        { after: '2m', via: 'mail' },
      ],
      low: [{ after: '0m', via: 'mail' }],
    },
    teams: [],
    hasPassword: true,
    deactivatedAt: null,
    managedBy: null,
    version: 1,
    ...more,
  }
}

export function service(
  name: string,
  displayName: string,
  team: string,
  policy: string,
): ServiceView {
  return {
    id: newId(),
    name,
    displayName,
    labels: { tier: '1' },
    spec: {
      team,
      escalationPolicy: policy,
      dependsOn: [],
      runbook: `https://example.org/runbooks/${name}`,
      grouping: { by: ['alertname'], window: '5m' },
      acknowledgementLapses: '1h',
      repage: 'whenMoreUrgent',
    },
    integrations: [integration('prometheus', 'alertmanager', 'k4x9p2m7q1w8e5r3t6y0u2i4o6a8s1d3')],
    managedBy: null,
    version: 1,
  }
}

export function integration(
  name: string,
  type: 'events' | 'pagerduty' | 'alertmanager',
  key: string,
) {
  const url = {
    events: 'http://127.0.0.1:8080/api/v1/events',
    pagerduty: 'http://127.0.0.1:8080/v2/enqueue',
    alertmanager: `http://127.0.0.1:8080/in/alertmanager/${key}`,
  }[type]
  return {
    id: newId(),
    name,
    type,
    keys: [
      { key, createdAt: iso(Date.now() - 9e9), endsAt: null, lastEventAt: null as string | null },
    ],
    url,
  }
}

type GroupSeed = {
  readonly title: string
  readonly service: ServiceView
  readonly ageMs: number
  readonly severity?: AlertGroup['severity']
  readonly urgency?: AlertGroup['urgency']
  readonly status?: AlertGroup['status']
  readonly alerts?: number
  readonly labels?: Record<string, string>
  readonly nextIn?: number
  readonly paged?: User
  readonly nextUser?: User
  readonly by?: User
  readonly isTest?: boolean
}

export function group(world: World, seed: GroupSeed): FakeGroup {
  const now = Date.now()
  const openedAt = iso(now - seed.ageMs)
  const status = seed.status ?? 'triggered'
  const count = seed.alerts ?? 1
  const id = newId()
  const ref = (person: User) => ({
    id: person.id,
    name: person.name,
    displayName: person.displayName,
  })
  const actor = seed.by
    ? { kind: 'user' as const, id: seed.by.id, name: seed.by.displayName }
    : null
  const hourly = Array.from({ length: 24 }, (_, hour) =>
    hour < 20
      ? (hour * 7 + count) % 4 === 0
        ? 1
        : 0
      : (hour - 19) * Math.max(1, Math.round(count / 4)),
  )
  const alerts = Array.from(
    { length: Math.min(count, 40) },
    (_, index): Alert => ({
      id: newId(),
      groupId: id,
      dedupKey: `${seed.title}-${index}`,
      status,
      summary: `${seed.title} on ${seed.service.name}-${index + 1}`,
      source: `${seed.service.name}-${index + 1}`,
      severity: seed.severity ?? 'critical',
      urgency: seed.urgency ?? 'high',
      labels: {
        alertname: seed.title,
        cluster: 'eu-west-1',
        instance: `${seed.service.name}-${index + 1}:9100`,
        zone: index % 2 ? 'b' : 'a',
        ...seed.labels,
      },
      details: {
        value: 7.2,
        threshold: 2,
        expr: 'sum(rate(http_requests_total{code=~"5.."}[5m]))',
      },
      links: [{ href: 'https://example.org/dashboards/checkout', text: 'Dashboard' }],
      images: [],
      runbookUrl: seed.service.spec.runbook ?? null,
      warnings:
        index === 0 && seed.severity === null
          ? ['severity "sev9" is unknown; treated as high urgency']
          : [],
      eventCount: 3,
      openedAt,
      lastEventAt: iso(now - 30_000),
      acknowledgedAt: null,
      resolvedAt: null,
    }),
  )
  const entry = (ago: number, kind: string, text: string, who = actor): TimelineEntry => ({
    id: newId(),
    at: iso(now - ago),
    kind,
    version: 1,
    actor: who ?? { kind: 'system', id: null, name: 'Evenwatch' },
    reason: null,
    text,
    data: {},
  })
  const fake: FakeGroup = {
    id,
    number: world.nextNumber++,
    service: {
      id: seed.service.id,
      name: seed.service.name,
      displayName: seed.service.displayName,
      team: seed.service.spec.team,
    },
    title: seed.title,
    status,
    urgency: seed.urgency ?? 'high',
    severity: seed.severity === undefined ? 'critical' : seed.severity,
    openedAt,
    lastEventAt: iso(now - 30_000),
    acknowledgedAt: status === 'acknowledged' ? iso(now - seed.ageMs / 2) : null,
    acknowledgedBy: status === 'acknowledged' ? actor : null,
    snoozedUntil: null,
    wakeAt: null,
    resolvedAt: status === 'resolved' ? iso(now - seed.ageMs / 3) : null,
    resolvedBy: status === 'resolved' ? actor : null,
    alertCount: count,
    triggeredCount: status === 'triggered' ? count : 0,
    openCount: status === 'resolved' ? 0 : count,
    isTest: seed.isTest ?? false,
    paged: status === 'triggered' && seed.paged ? [ref(seed.paged)] : [],
    next:
      status === 'triggered' && seed.nextIn !== undefined
        ? {
            at: iso(now + seed.nextIn),
            users: seed.nextUser ? [ref(seed.nextUser)] : [],
            what: 'step',
          }
        : status === 'acknowledged'
          ? { at: iso(now + 38 * MINUTE), users: [], what: 'lapse' }
          : null,
    hourly,
    runbookUrl: seed.service.spec.runbook ?? null,
    version: 1,
    alerts,
    timeline: [
      entry(seed.ageMs, 'alert-group.opened', `Opened by ${seed.service.name}: ${seed.title}`),
      entry(
        seed.ageMs - 100,
        'escalation-run.started',
        `Escalation policy ${seed.service.spec.team} started`,
      ),
      ...(seed.paged
        ? [
            entry(seed.ageMs - 300, 'page.made', `${seed.paged.displayName} paged (step 1)`),
            entry(
              seed.ageMs - 900,
              'delivery.sent',
              `Inbox message to ${seed.paged.displayName} delivered`,
            ),
            entry(
              Math.max(1000, seed.ageMs - 120_000),
              'delivery.sent',
              `E-mail to ${seed.paged.displayName}: accepted by mx.example.org (250 2.0.0 Ok)`,
            ),
          ]
        : []),
      ...(status === 'acknowledged'
        ? [
            entry(
              seed.ageMs / 2,
              'alert-group.acknowledged',
              `${seed.by?.displayName} acknowledged`,
            ),
          ]
        : []),
      ...(status === 'resolved'
        ? [
            entry(
              seed.ageMs / 3,
              'alert-group.resolved',
              `${seed.by?.displayName ?? 'Prometheus'} resolved`,
            ),
          ]
        : []),
    ],
  }
  world.groups.push(fake)
  return fake
}

export function emptyWorld(): World {
  return {
    startedAt: Date.now(),
    users: [],
    teams: [],
    schedules: [],
    services: [],
    policies: [],
    groups: [],
    absences: [],
    overrides: [],
    me: null,
    needsSetup: true,
    nextNumber: 1,
    inbox: [],
  }
}
