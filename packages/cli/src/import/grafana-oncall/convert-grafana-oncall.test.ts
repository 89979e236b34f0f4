import { expect, test } from 'vitest'
import { compareCoverage } from '../compare-coverage.ts'
import type { ImportResult } from '../import-result.ts'
import { specOf } from '../testing/spec-of.ts'
import { linesOf } from '../testing/timeline-of.ts'
import { convertGrafanaOncall } from './convert-grafana-oncall.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')

const ALEX = {
  id: 'UALEX',
  email: 'alex@example.org',
  username: 'Alex',
  role: 'admin',
  timezone: 'Europe/Vienna',
  is_phone_number_verified: true,
  slack: { user_id: 'UALEXSLACK', team_id: 'TSLACK' },
  teams: ['TPAY'],
}
const BEA = { id: 'UBEA', email: 'Bea@Example.org', username: 'bea', role: 'user', teams: [] }
const PAYMENTS = { id: 'TPAY', name: 'Payments', email: null, avatar_url: '/avatar' }
const CHAIN = { id: 'FCHAIN', name: 'Payments first', team_id: 'TPAY' }

function convert(source: GrafanaOncallSource): ImportResult {
  const people = { users: [ALEX, BEA], teams: [PAYMENTS], escalation_chains: [CHAIN] }
  return convertGrafanaOncall({ ...people, ...source }, { now: NOW })
}

const codesOf = (result: ImportResult) =>
  result.findings.map(({ code, object }) => `${code} ${object.kind}`)

test('important rules are for high urgency, the others for low, and waits add up', () => {
  const rule = (position: number, important: boolean, type: string, duration?: number) => ({
    id: `N${position}${important}`,
    user_id: 'UALEX',
    position,
    important,
    type,
    duration,
  })
  const result = convert({
    personal_notification_rules: [
      rule(2, false, 'wait', 900),
      rule(0, false, 'notify_by_sms'),
      rule(1, false, 'wait', 300),
      rule(3, false, 'notify_by_email'),
      rule(0, true, 'wait', 60),
      rule(1, true, 'notify_by_phone_call'),
    ],
  })
  expect(specOf(result, 'User', 'alex')).toMatchObject({
    email: 'alex@example.org',
    role: 'admin',
    timeZone: 'Europe/Vienna',
    notificationRules: {
      low: [{ after: '20m', via: 'mail' }],
      // A call cannot be made yet, so a mail goes out at its time.
      high: [{ after: '1m', via: 'mail' }],
    },
  })
  expect(specOf(result, 'User', 'bea')).toMatchObject({
    email: 'bea@example.org',
    notificationRules: {
      low: [{ after: '0m', via: 'mail' }],
      high: [{ after: '0m', via: 'mail' }],
    },
  })
  expect(specOf(result, 'Team', 'payments')).toMatchObject({ members: ['alex'] })
  expect(codesOf(result)).toEqual(
    expect.arrayContaining([
      'contact-method-not-portable user',
      'contact-method-channel-absent user',
      'notification-rule-changed user',
    ]),
  )
})

test('a wait becomes the delay of the next step, next-each-time a round robin', () => {
  const step = (position: number, type: string, more: object = {}) => ({
    id: `E${position}`,
    escalation_chain_id: 'FCHAIN',
    position,
    type,
    ...more,
  })
  const result = convert({
    schedules: [{ id: 'SWEB', name: 'Web', type: 'web', time_zone: 'UTC', shifts: [] }],
    escalation_policies: [
      step(3, 'wait', { duration: 900 }),
      step(0, 'notify_on_call_from_schedule', {
        notify_on_call_from_schedule: 'SWEB',
        important: false,
      }),
      step(1, 'wait', { duration: 300 }),
      step(2, 'notify_persons', { persons_to_notify: ['UALEX', 'UBEA'], important: true }),
      step(4, 'trigger_webhook', { action_to_trigger: 'WHOOK' }),
      step(5, 'wait', { duration: 60 }),
      step(6, 'notify_person_next_each_time', {
        persons_to_notify_next_each_time: ['UALEX', 'UBEA'],
      }),
      step(7, 'notify_if_time_from_to', {
        notify_if_time_from: '09:00:00Z',
        notify_if_time_to: '18:00:00Z',
      }),
      step(8, 'notify_team_members', { team_to_notify: 'TPAY', important: false }),
      step(9, 'wait', { duration: 1800 }),
      step(10, 'repeat_escalation'),
    ],
  })
  expect(specOf(result, 'EscalationPolicy', 'payments-first')).toMatchObject({
    team: 'payments',
    delaysFrom: 'previousStep',
    repeat: { times: 5, after: '30m' },
    steps: [
      { after: '0m', notify: [{ schedule: 'web' }], mode: 'everyone' },
      { after: '5m', notify: [{ user: 'alex' }, { user: 'bea' }], mode: 'everyone' },
      { after: '16m', notify: [{ user: 'alex' }, { user: 'bea' }], mode: 'roundRobin' },
      { after: '0m', notify: [{ team: 'payments' }], mode: 'everyone' },
    ],
  })
  const said = result.findings.filter(({ code }) => code.startsWith('escalation'))
  expect(said.map(({ code, object }) => `${code} ${object.name}`)).toEqual([
    'escalation-rule-not-expressible Payments first: trigger_webhook',
    'escalation-rule-not-expressible Payments first: notify_if_time_from_to',
    'escalation-rule-changed Payments first',
  ])
})

test('an integration keeps its token byte for byte and takes the default route', () => {
  const result = convert({
    escalation_policies: [
      {
        id: 'E0',
        escalation_chain_id: 'FCHAIN',
        position: 0,
        type: 'notify_persons',
        persons_to_notify: ['UALEX'],
        important: true,
      },
    ],
    integrations: [
      {
        id: 'CPROM',
        name: 'Prometheus 🔥',
        team_id: 'TPAY',
        type: 'alertmanager',
        link: 'https://oncall.example.org/integrations/v1/alertmanager/mReAoNwDm0eMwKo1mTeTwYo/',
        inbound_email: null,
        default_route: { id: 'RDEF', escalation_chain_id: 'FCHAIN' },
        templates: { grouping_key: '{{ payload.groupLabels }}', slack: { title: null } },
      },
    ],
    routes: [
      {
        id: 'RUS',
        integration_id: 'CPROM',
        escalation_chain_id: 'FOTHER',
        routing_type: 'regex',
        routing_regex: 'us-(east|west)',
        position: 0,
        is_the_last_route: false,
      },
      {
        id: 'RDEF',
        integration_id: 'CPROM',
        escalation_chain_id: 'FCHAIN',
        routing_regex: '.*',
        position: 1,
        is_the_last_route: true,
      },
    ],
  })
  expect(specOf(result, 'Service', 'prometheus')).toMatchObject({
    team: 'payments',
    escalationPolicy: 'payments-first',
    integrations: [{ type: 'alertmanager', key: 'mReAoNwDm0eMwKo1mTeTwYo' }],
  })
  expect(codesOf(result)).toEqual(
    expect.arrayContaining([
      'routing-not-expressible route',
      'integration-address-changed integration',
      'service-setting-not-expressible integration',
    ]),
  )
})

test('what pages nobody there is taken here and pages nobody', () => {
  const result = convert({
    integrations: [
      {
        id: 'CHOOK',
        name: 'Hook',
        team_id: null,
        type: 'formatted_webhook',
        link: 'https://oncall.example.org/integrations/v1/formatted_webhook/mReAoNwDm0eMwKo1mTeTwYo/',
        default_route: { id: 'RDEF', escalation_chain_id: null },
      },
    ],
  })
  expect(specOf(result, 'Service', 'hook')).toMatchObject({
    team: 'general',
    escalationPolicy: 'nobody',
    integrations: [],
  })
  expect(specOf(result, 'EscalationPolicy', 'nobody')).toMatchObject({ whenNobody: 'none' })
  expect(specOf(result, 'Schedule', 'nobody')).toMatchObject({ layers: [] })
  expect(codesOf(result)).toContain('integration-type-unknown integration')
})

const ROTATION = {
  id: 'OROT',
  name: 'Weekly',
  type: 'rolling_users',
  start: '2026-01-05T09:00:00',
  rotation_start: '2026-01-05T09:00:00',
  duration: 604_800,
  frequency: 'weekly',
  interval: 1,
  week_start: 'MO',
  start_rotation_from_user_index: 0,
  rolling_users: [['UALEX'], ['UBEA']],
}
const row = (user: string, from: string, until: string) => ({
  user_pk: user,
  user_email: 'x@example.org',
  user_username: user.toLowerCase(),
  shift_start: `2026-${from}T09:00:00Z`,
  shift_end: `2026-${until}T09:00:00Z`,
})
const SOURCE = {
  schedules: [{ id: 'SWEB', name: 'Web', type: 'web', time_zone: 'UTC', shifts: ['OROT'] }],
  on_call_shifts: [ROTATION],
  // As Grafana would answer: written from the rule, not from the conversion.
  final_shifts: [
    {
      schedule_id: 'SWEB',
      start_date: '2026-01-06',
      end_date: '2026-01-25',
      shifts: [
        row('UALEX', '01-05', '01-12'),
        row('UBEA', '01-12', '01-19'),
        row('UALEX', '01-19', '01-26'),
      ],
    },
  ],
}

test('Grafana’s own final shifts are what ours is held against, and they agree', () => {
  const result = convert(SOURCE)
  const [rendered] = result.rendered
  expect(linesOf(rendered?.shifts ?? [])).toEqual([
    '2026-01-06T00:00Z 2026-01-12T09:00Z alex',
    '2026-01-12T09:00Z 2026-01-19T09:00Z bea',
    '2026-01-19T09:00Z 2026-01-26T00:00Z alex',
  ])
  expect(compareCoverage(result, NOW).map(({ differences }) => differences)).toEqual([[]])
})

test.each([
  ['another order', { rolling_users: [['UBEA'], ['UALEX']] }],
  ['another handoff', { start: '2026-01-05T10:00:00', rotation_start: '2026-01-05T10:00:00' }],
  ['another first group', { start_rotation_from_user_index: 1 }],
  ['another interval', { interval: 2, duration: 1_209_600 }],
])('a rotation with %s is a difference that nothing explains', (_what, change) => {
  const result = convert({ ...SOURCE, on_call_shifts: [{ ...ROTATION, ...change }] })
  const [coverage] = compareCoverage(result, NOW)
  expect(coverage?.differences.length).toBeGreaterThan(0)
  expect(coverage?.reasons).toEqual([])
})

test('the same source gives the same answer, and an empty one gives nothing', () => {
  expect(convert(SOURCE)).toEqual(convert(SOURCE))
  expect(convertGrafanaOncall({}, { now: NOW })).toEqual({
    documents: [],
    overrides: [],
    absences: [],
    findings: [],
    rendered: [],
  })
})
