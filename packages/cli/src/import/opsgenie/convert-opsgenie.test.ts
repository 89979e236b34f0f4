// What becomes of everything but turns; those are in fixtures.test.ts.

import { type ConfigurationDocument, documentSchema } from '@evenwatch/api'
import type { JsonObject } from '@evenwatch/core'
import { describe, expect, test } from 'vitest'
import { compareCoverage, unexplained } from '../compare-coverage.ts'
import { convertOpsgenie } from './convert-opsgenie.ts'
import { OPSGENIE_COLLECTIONS, type OpsgenieCollection, opsgenieSource } from './opsgenie-source.ts'

const NOW = Date.parse('2026-02-02T08:00:00Z')
const KEY = '7d0b6a5e-52a1-4f0f-9a3c-6b1f0e9c4d21'

type Given = Partial<Record<OpsgenieCollection, readonly JsonObject[]>>

const user = (name: string, more: JsonObject = {}): JsonObject => ({
  id: `id-${name}`,
  username: `${name}@example.org`,
  fullName: name.toUpperCase(),
  role: { id: 'User', name: 'User' },
  blocked: false,
  timeZone: 'Europe/Vienna',
  ...more,
})
const ref = (name: string) => ({ type: 'user', id: `id-${name}`, username: `${name}@example.org` })
const team = (more: JsonObject = {}): JsonObject => ({
  id: 't1',
  name: 'Ops',
  members: [
    { user: ref('ana'), role: 'admin' },
    { user: ref('ben'), role: 'user' },
  ],
  ...more,
})
const schedule = (more: JsonObject = {}): JsonObject => ({
  id: 's1',
  name: 'Primary',
  timezone: 'Europe/Vienna',
  enabled: true,
  ownerTeam: { id: 't1', name: 'Ops' },
  rotations: [
    {
      id: 'r1',
      name: 'Weekly',
      startDate: '2026-02-02T08:00:00Z',
      type: 'weekly',
      length: 1,
      participants: [ref('ana'), ref('ben')],
    },
  ],
  ...more,
})
const rule = (minutes: number, recipient: JsonObject, more: JsonObject = {}): JsonObject => ({
  condition: 'if-not-acked',
  notifyType: 'default',
  delay: { timeAmount: minutes, timeUnit: 'minutes' },
  recipient,
  ...more,
})
const escalation = (rules: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  id: 'e1',
  name: 'Ops_escalation',
  ownerTeam: { id: 't1', name: 'Ops' },
  rules,
  ...more,
})
const TO_SCHEDULE = { type: 'schedule', id: 's1', name: 'Primary' }
const TO_TEAM = { type: 'team', id: 't1', name: 'Ops' }

function convert(given: Given, refused: readonly string[] = []) {
  const whole = { users: [user('ana'), user('ben')], teams: [team()], ...given }
  const collections = Object.fromEntries(
    OPSGENIE_COLLECTIONS.map((name) => [name, whole[name] ?? []]),
  ) as Record<OpsgenieCollection, readonly JsonObject[]>
  return convertOpsgenie(opsgenieSource(collections, refused), { now: NOW })
}

type Result = ReturnType<typeof convert>
const codes = ({ findings }: Result) =>
  findings.map(({ outcome, code, object }) => `${outcome} ${code} ${object.kind} ${object.name}`)

function documentOf<K extends ConfigurationDocument['kind']>(
  result: Result,
  kind: K,
  name: string,
) {
  const found = result.documents.find((one) => one.kind === kind && one.metadata.name === name)
  return found as Extract<ConfigurationDocument, { kind: K }> | undefined
}

test('everything that is given is a document by our own rules', () => {
  const result = convert({
    schedules: [schedule()],
    escalations: [escalation([rule(0, TO_SCHEDULE)])],
  })
  for (const document of result.documents) {
    expect(documentSchema.safeParse(document).error).toBe(undefined)
  }
  expect(codes(result)).toEqual([])
})

describe('people', () => {
  test('keep name, zone, address and the mails of their rules for new alerts', () => {
    const result = convert({
      users: [
        user('ana', {
          role: { name: 'Admin' },
          userContacts: [
            { contactMethod: 'email', to: 'ana@example.org' },
            { contactMethod: 'email', to: 'Ana.Soto@example.net' },
          ],
          notificationRules: [
            {
              actionType: 'create-alert',
              enabled: true,
              criteria: { type: 'match-all' },
              steps: [
                {
                  contact: { method: 'email', to: 'ana@example.org' },
                  sendAfter: { timeAmount: 0, timeUnit: 'minutes' },
                  enabled: true,
                },
                {
                  contact: { method: 'email', to: 'ana.soto@example.net' },
                  sendAfter: { timeAmount: 1, timeUnit: 'hours' },
                  enabled: true,
                },
              ],
            },
          ],
        }),
      ],
    })
    const rules = [
      { after: '0m', via: 'email' },
      { after: '1h', via: 'email-2' },
    ]
    expect(documentOf(result, 'User', 'ana')).toMatchObject({
      metadata: { name: 'ana', displayName: 'ANA' },
      spec: {
        email: 'ana@example.org',
        role: 'admin',
        timeZone: 'Europe/Vienna',
        contactMethods: [
          { name: 'email', address: 'ana@example.org' },
          { name: 'email-2', address: 'ana.soto@example.net' },
          { name: 'inbox', type: 'inbox' },
        ],
        notificationRules: { high: rules, low: rules },
      },
    })
    expect(codes(result)).toEqual([])
  })

  test('who was reached by phone only is mailed at once, and it is said', () => {
    const result = convert({
      users: [
        user('ana', {
          userContacts: [
            { method: 'sms', to: '43-5550100' },
            { method: 'voice', to: '43-5550100' },
            { method: 'mobile', to: 'phone' },
          ],
          notificationRules: [
            {
              actionType: 'create-alert',
              enabled: true,
              steps: [{ contact: { method: 'voice', to: '43-5550100' }, enabled: true }],
            },
            { actionType: 'schedule-start', enabled: true, steps: [] },
          ],
        }),
      ],
    })
    expect(documentOf(result, 'User', 'ana')?.spec.notificationRules.high).toEqual([
      { after: '0m', via: 'email' },
    ])
    expect(codes(result)).toEqual([
      'cannot contact-method-channel-absent user ana@example.org',
      'cannot contact-method-not-portable user ana@example.org',
      'changed notification-rule-changed user ana@example.org',
    ])
    // A report goes through many hands; numbers are not for it.
    expect(JSON.stringify(result.findings)).not.toContain('5550100')
  })

  test('without an address, blocked, or with a role of their own are named', () => {
    const result = convert({
      users: [
        user('ana', { role: { name: 'Night Lead' } }),
        user('ben', { blocked: true }),
        user('bot', { username: 'bot' }),
      ],
    })
    expect(codes(result)).toEqual([
      'changed role-changed user ana@example.org',
      'cannot user-inactive user ben@example.org',
      'cannot user-without-email user bot',
    ])
    expect(documentOf(result, 'Team', 'ops')?.spec).toMatchObject({ leads: ['ana'], members: [] })
  })
})

describe('escalations', () => {
  const policyOf = (rules: readonly JsonObject[], more: JsonObject = {}) => {
    const given = { schedules: [schedule()], escalations: [escalation(rules, more)] }
    const result = convert(given)
    return { result, policy: documentOf(result, 'EscalationPolicy', 'ops_escalation') }
  }

  test('count from the alert, in the order of their delays', () => {
    const { policy } = policyOf([
      rule(10, ref('ben'), { condition: 'if-not-closed' }),
      rule(0, TO_SCHEDULE),
      rule(5, TO_SCHEDULE, { notifyType: 'next' }),
    ])
    expect(policy?.spec).toMatchObject({
      team: 'ops',
      delaysFrom: 'alertStart',
      steps: [
        {
          after: '0m',
          notify: [{ schedule: 'primary' }],
          mode: 'everyone',
          when: 'unacknowledged',
        },
        { after: '5m', notify: [{ schedule: 'primary' }], mode: 'next', when: 'unacknowledged' },
        { after: '10m', notify: [{ user: 'ben' }], mode: 'everyone', when: 'unresolved' },
      ],
    })
  })

  test('page all of a team, one of it, its admins or its users', () => {
    const { result, policy } = policyOf([
      rule(0, TO_TEAM, { notifyType: 'all' }),
      rule(1, TO_TEAM, { notifyType: 'random' }),
      rule(2, TO_TEAM, { notifyType: 'admins' }),
      rule(3, TO_TEAM, { notifyType: 'users' }),
      rule(4, TO_TEAM),
    ])
    expect(policy?.spec.steps).toMatchObject([
      { notify: [{ team: 'ops' }], mode: 'everyone' },
      { notify: [{ team: 'ops' }], mode: 'random' },
      { notify: [{ user: 'ana' }] },
      { notify: [{ user: 'ben' }] },
      { notify: [{ team: 'ops' }] },
    ])
    expect(codes(result)).toEqual(
      Array(3).fill('changed escalation-rule-changed escalation Ops_escalation'),
    )
  })

  test('repeat as often as we may, and say what repeating did besides', () => {
    const repeat = {
      waitInterval: 15,
      count: 30,
      resetRecipientStates: true,
      closeAlertAfterAll: true,
    }
    const { result, policy } = policyOf([rule(0, TO_SCHEDULE)], { repeat })
    expect(policy?.spec.repeat).toEqual({ times: 20, after: '15m' })
    expect(result.findings.map(({ detail }) => detail)).toEqual([
      'Of its repeating: 30 repeats were cut to 20, who acknowledged is not paged again, the alert stays open at the end.',
    ])
    const none = policyOf([rule(0, TO_SCHEDULE)], { repeat: { waitInterval: 0, count: 1 } })
    expect(none.policy?.spec.repeat.times).toBe(0)
  })

  test('leave out a step whose recipient is gone, and themselves when no step is left', () => {
    const gone = { type: 'user', id: 'x', username: 'gone@example.org' }
    const { result, policy } = policyOf([rule(0, gone), rule(5, ref('ana'))])
    expect(policy?.spec.steps).toHaveLength(1)
    expect(codes(result)).toEqual([
      'cannot escalation-rule-not-expressible escalation Ops_escalation',
    ])
    expect(policyOf([rule(0, gone)]).policy).toBe(undefined)
  })
})

describe('services', () => {
  const route = (more: JsonObject): JsonObject => ({
    id: 'route',
    name: 'Default Routing Rule',
    isDefault: true,
    order: 1,
    criteria: { type: 'match-all' },
    notify: { type: 'escalation', id: 'e1', name: 'Ops_escalation' },
    ...more,
  })
  const integration = (more: JsonObject = {}): JsonObject => ({
    id: 'i1',
    name: 'Prod API',
    type: 'API',
    enabled: true,
    teamId: 't1',
    apiKey: KEY,
    ...more,
  })
  const given = (routingRules: readonly JsonObject[], more: Given = {}): Given => ({
    teams: [team({ routingRules })],
    schedules: [schedule()],
    escalations: [escalation([rule(0, TO_SCHEDULE)])],
    services: [{ id: 'v1', name: 'Checkout', teamId: 't1' }],
    integrations: [integration()],
    ...more,
  })

  test('follow the default route, and a team with integrations has one with their keys', () => {
    const result = convert(given([route({})]))
    expect(documentOf(result, 'Service', 'checkout')?.spec).toMatchObject({
      team: 'ops',
      escalationPolicy: 'ops_escalation',
      integrations: [],
    })
    expect(documentOf(result, 'Service', 'ops')?.spec.integrations).toEqual([
      { name: 'prod-api', type: 'events', key: KEY },
    ])
    expect(codes(result)).toEqual(['changed integration-address-changed integration Prod API'])
  })

  test('get a policy of their own where the route leads to a schedule', () => {
    const notify = { type: 'schedule', id: 's1', name: 'Primary' }
    const result = convert(given([route({ notify })]))
    expect(documentOf(result, 'Service', 'ops')?.spec.escalationPolicy).toBe('ops-default')
    expect(documentOf(result, 'EscalationPolicy', 'ops-default')?.spec.steps).toMatchObject([
      { after: '0m', notify: [{ schedule: 'primary' }] },
    ])
  })

  test('are left out where nobody was notified', () => {
    const result = convert(given([route({ notify: { type: 'none' } })]))
    expect(codes(result).filter((one) => one.includes('service'))).toEqual([
      'cannot service-without-policy service Checkout',
      'cannot service-without-policy service Ops',
    ])
  })

  test('name every route with conditions; a rule without any that comes first is the default', () => {
    const conditional = route({
      id: 'c',
      name: 'Database',
      isDefault: false,
      order: 0,
      criteria: { type: 'match-any-condition', conditions: [{ field: 'message' }] },
    })
    const first = route({
      id: 'f',
      name: 'Everything',
      isDefault: false,
      order: 1,
      notify: { type: 'schedule', id: 's1' },
    })
    const result = convert(given([route({ order: 2 }), first, conditional]))
    expect(documentOf(result, 'Service', 'ops')?.spec.escalationPolicy).toBe('ops-default')
    expect(codes(result).filter((one) => one.includes('routing'))).toEqual([
      'cannot routing-not-expressible routing rule Database',
      'cannot routing-not-expressible routing rule Default Routing Rule',
    ])
  })

  test('keep keys byte for byte and say which could not be kept', () => {
    const result = convert(
      given([route({})], {
        integrations: [
          integration(),
          integration({ id: 'i2', name: 'Twin' }),
          integration({ id: 'i3', name: 'Short', apiKey: 'short' }),
          integration({ id: 'i4', name: 'Silent', apiKey: null }),
          integration({ id: 'i5', name: 'Alertmanager', type: 'Prometheus', apiKey: `${KEY}-am` }),
          integration({ id: 'i6', name: 'Off', enabled: false }),
          integration({ id: 'i7', name: 'Jira', type: 'Jira' }),
          integration({ id: 'i8', name: 'Global', teamId: null }),
        ],
      }),
    )
    expect(documentOf(result, 'Service', 'ops')?.spec.integrations).toEqual([
      { name: 'prod-api', type: 'events', key: KEY },
      { name: 'twin', type: 'events' },
      { name: 'short', type: 'events' },
      { name: 'silent', type: 'events' },
      { name: 'alertmanager', type: 'alertmanager', key: `${KEY}-am` },
    ])
    const rest = codes(result).filter((one) => !one.includes('integration-address-changed'))
    expect(rest).toEqual([
      'cannot object-not-imported integration Off',
      'cannot integration-type-unknown integration Jira',
      'cannot service-without-policy integration Global',
      'changed integration-key-unusable integration Twin',
      'changed integration-key-unusable integration Short',
      'changed integration-key-unusable integration Silent',
    ])
    // Keys are secrets, and reports go through many hands.
    expect(JSON.stringify(result.findings)).not.toContain(KEY)
  })
})

test('what has no equal here is named, one by one, and what was not given, too', () => {
  const result = convert(
    {
      policies: [{ id: 'p1', name: 'Raise the priority' }],
      'notification-policies': [{ id: 'p2', name: 'Quiet nights' }],
      heartbeats: [{ name: 'backup' }],
      maintenance: [{ id: 'm1', description: 'Move' }],
    },
    ['services'],
  )
  expect(codes(result)).toEqual([
    'cannot object-not-imported alert policy Raise the priority',
    'cannot object-not-imported notification policy Quiet nights',
    'cannot object-not-imported heartbeat backup',
    'cannot object-not-imported maintenance m1',
    'cannot not-found-in-source collection services',
  ])
})

describe('the source’s own timeline', () => {
  const period = (startDate: string, endDate: string, name: string) => ({
    startDate,
    endDate,
    type: 'default',
    recipient: ref(name),
  })
  const timeline = {
    startDate: '2026-02-01T00:00:00Z',
    endDate: '2026-02-16T08:00:00Z',
    finalTimeline: {
      rotations: [
        {
          id: 'r1',
          name: 'Weekly',
          periods: [
            period('2026-02-02T08:00:00Z', '2026-02-09T08:00:00Z', 'ana'),
            period('2026-02-09T08:00:00Z', '2026-02-16T08:00:00Z', 'ben'),
          ],
        },
        {
          id: 'r0',
          deleted: true,
          periods: [period('2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', 'ben')],
        },
      ],
    },
  }

  test('is what the converted schedule says', () => {
    const compared = compareCoverage(convert({ schedules: [schedule({ timeline })] }), NOW)
    expect(compared).toMatchObject([{ schedule: 'primary', differences: [] }])
    expect(compared[0]?.span?.endsAt).toBe(Date.parse('2026-02-16T08:00:00Z'))
  })

  test('differs from a rotation that was changed since, without a reason', () => {
    const [rotation = {}] = schedule().rotations as unknown as JsonObject[]
    const mutated = { ...rotation, startDate: '2026-02-03T08:00:00Z' }
    const result = convert({ schedules: [schedule({ timeline, rotations: [mutated] })] })
    const compared = compareCoverage(result, NOW)
    expect(compared[0]?.differences).toEqual([
      {
        startsAt: Date.parse('2026-02-02T08:00:00Z'),
        endsAt: Date.parse('2026-02-03T08:00:00Z'),
        before: ['ana'],
        after: [],
      },
      {
        startsAt: Date.parse('2026-02-09T08:00:00Z'),
        endsAt: Date.parse('2026-02-10T08:00:00Z'),
        before: ['ben'],
        after: ['ana'],
      },
    ])
    expect(unexplained(compared).map(({ schedule }) => schedule)).toEqual(['primary'])
  })

  test('is explained where a finding says that cover changes', () => {
    const [rotation = {}] = schedule().rotations as unknown as JsonObject[]
    const participants = [ref('ana'), { type: 'escalation', id: 'e1', name: 'x' }]
    const result = convert({
      schedules: [schedule({ timeline, rotations: [{ ...rotation, participants }] })],
    })
    const compared = compareCoverage(result, NOW)
    expect(compared[0]?.differences).toHaveLength(1)
    expect(unexplained(compared)).toEqual([])
  })
})

test('the files of the vendor’s backup program are the same source', () => {
  const wrapped = opsgenieSource({
    ...(Object.fromEntries(OPSGENIE_COLLECTIONS.map((name) => [name, []])) as unknown as Record<
      OpsgenieCollection,
      readonly unknown[]
    >),
    users: [{ user: user('ana'), notificationRuleList: [{ actionType: 'create-alert' }] }],
    teams: [{ team: team(), teamRoutingRules: [{ name: 'Default' }] }],
    schedules: [
      { schedule: schedule(), scheduleOverrideList: [{ alias: 'o1', user: ref('ben') }] },
    ],
    integrations: [{ integration: { id: 'i1', name: 'API' }, integrationActions: {} }],
    forwardings: [{ id: 'f1', user: { id: 'x' } }],
  })
  expect(wrapped.users[0]).toMatchObject({ id: 'id-ana', notificationRules: [{}] })
  expect(wrapped.teams[0]).toMatchObject({ id: 't1', routingRules: [{ name: 'Default' }] })
  expect(wrapped.schedules[0]).toMatchObject({ id: 's1', overrides: [{ alias: 'o1' }] })
  expect(wrapped.integrations[0]).toEqual({ id: 'i1', name: 'API' })
  expect(wrapped.forwardings[0]).toMatchObject({ id: 'f1' })
})
