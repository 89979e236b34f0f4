import { assert } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutyService, PagerdutySource } from './pagerduty-source.ts'

const NOW = Date.parse('2026-03-01T00:00:00Z')
const KEY = '0123456789abcdef0123456789abcdef'
const SOURCE: PagerdutySource = {
  users: [{ id: 'PANA', name: 'Ana', email: 'ana@example.org' }],
  teams: [{ id: 'PT1', name: 'Payments' }],
  escalation_policies: [
    {
      id: 'PP1',
      name: 'Default',
      escalation_rules: [{ id: 'PR1', targets: [{ id: 'PANA', type: 'user_reference' }] }],
    },
    {
      id: 'PP2',
      name: 'Of a team',
      teams: [{ id: 'PT1' }],
      escalation_rules: [{ id: 'PR2', targets: [{ id: 'PANA', type: 'user_reference' }] }],
    },
    { id: 'PP3', name: 'Empty', escalation_rules: [] },
  ],
}
const PLAIN: PagerdutyService = {
  id: 'PSVC1',
  name: 'Checkout API',
  status: 'active',
  escalation_policy: { id: 'PP1' },
  teams: [{ id: 'PT1' }],
  incident_urgency_rule: { type: 'constant', urgency: 'severity_based' },
}
const EVENTS_V2 = 'events_api_v2_inbound_integration'

test('timeouts are how long an acknowledgement holds and an alert stays; null is never', () => {
  const timed = convert({ acknowledgement_timeout: 1_800, auto_resolve_timeout: 14_400 })
  expect(timed.spec.acknowledgementLapses).toBe('30m')
  expect(timed.spec.autoResolve).toBe('4h')
  const never = convert({ acknowledgement_timeout: null, auto_resolve_timeout: null })
  expect(never.spec.acknowledgementLapses).toBeUndefined()
  expect(never.spec.autoResolve).toBeUndefined()
  expect([...timed.codes, ...never.codes]).toEqual([])
})

test('a key comes over byte for byte', () => {
  const { spec, codes } = convert({
    integrations: [{ id: 'PI1', type: EVENTS_V2, name: 'Prometheus', integration_key: KEY }],
  })
  expect(spec.integrations).toEqual([{ name: 'prometheus', type: 'pagerduty', key: KEY }])
  expect(codes).toEqual([])
})

test('a key that is too short or was brought before is replaced by a new one', () => {
  const { spec, codes } = convert({
    integrations: [
      { id: 'PI1', type: EVENTS_V2, name: 'One', integration_key: KEY },
      { id: 'PI2', type: EVENTS_V2, name: 'Two', integration_key: KEY },
      { id: 'PI3', type: EVENTS_V2, name: 'Three', integration_key: 'short' },
    ],
  })
  expect(spec.integrations).toEqual([
    { name: 'one', type: 'pagerduty', key: KEY },
    { name: 'two', type: 'pagerduty' },
    { name: 'three', type: 'pagerduty' },
  ])
  expect(codes).toEqual(['integration-key-unusable', 'integration-key-unusable'])
})

test('other kinds of senders and references without a key are named and left out', () => {
  const { spec, findings } = convert({
    integrations: [
      { id: 'PI1', type: 'generic_email_inbound_integration', integration_email: 'x@acme.pd.com' },
      {
        id: 'PI2',
        type: 'event_transformer_api_inbound_integration',
        vendor: { id: 'V', summary: 'Datadog' },
      },
      { id: 'PI3', type: 'generic_events_api_inbound_integration', integration_key: KEY },
      { id: 'PI4', type: `${EVENTS_V2}_reference`, summary: 'Only a reference' },
    ],
  })
  expect(spec.integrations).toEqual([])
  expect(findings.map(({ code }) => code)).toEqual([
    'integration-type-unknown',
    'integration-type-unknown',
    'integration-type-unknown',
    'not-found-in-source',
  ])
  expect(findings[0]?.detail).toContain('x@acme.pd.com')
  expect(findings[1]?.detail).toContain('Datadog')
})

test('constant urgency is that urgency for every severity', () => {
  const low = convert({ incident_urgency_rule: { type: 'constant', urgency: 'low' } })
  expect(low.spec.urgency).toEqual({
    critical: 'low',
    error: 'low',
    warning: 'low',
    info: 'low',
    unknown: 'low',
  })
  const bySeverity = convert({})
  expect(bySeverity.spec.urgency).toBeUndefined()
})

test('of support hours the louder urgency is taken, and it is said', () => {
  const { spec, codes } = convert({
    incident_urgency_rule: {
      type: 'use_support_hours',
      during_support_hours: { urgency: 'high' },
      outside_support_hours: { urgency: 'low' },
    },
  })
  expect(spec.urgency?.info).toBe('high')
  expect(codes).toEqual(['service-setting-not-expressible'])
})

test('grouping by fields that are labels here comes over; other grouping is left to people', () => {
  const byContent = convert({
    alert_grouping_parameters: {
      type: 'content_based',
      config: { aggregate: 'all', fields: ['component', 'class'], time_window: 900 },
    },
  })
  expect(byContent.spec.grouping).toEqual({ by: ['component', 'class'], window: '15m' })
  expect(byContent.codes).toEqual([])
  for (const parameters of [
    { type: 'intelligent', config: {} },
    { type: 'content_based', config: { aggregate: 'all', fields: ['custom_details.host'] } },
    { type: 'content_based', config: { aggregate: 'any', fields: ['component', 'class'] } },
  ]) {
    const { spec, codes } = convert({ alert_grouping_parameters: parameters })
    expect(spec.grouping).toBeUndefined()
    expect(codes).toEqual(['service-setting-not-expressible'])
  }
})

test('grouping by time counts minutes beside a service and seconds in a setting of its own', () => {
  const beside = convert({ alert_grouping_parameters: { type: 'time', config: { timeout: 2 } } })
  expect(beside.spec.grouping?.window).toBe('2m')
  const setting = {
    id: 'PG1',
    type: 'time',
    config: { timeout: 300 },
    services: [{ id: 'PSVC1' }],
  }
  const own = convert({}, { alert_grouping_settings: [setting] })
  expect(own.spec.grouping?.window).toBe('5m')
})

test('pauses, scheduled actions and response plays are named', () => {
  const { codes } = convert({
    auto_pause_notifications_parameters: { enabled: true, timeout: 120 },
    scheduled_actions: [{ type: 'urgency_change' }],
    response_play: { id: 'PRP1' },
  })
  expect(codes).toEqual([
    'service-setting-not-expressible',
    'service-setting-not-expressible',
    'service-setting-not-expressible',
  ])
})

test('a disabled service comes over without its keys, so that nothing pages', () => {
  const { spec, codes } = convert({
    status: 'disabled',
    integrations: [{ id: 'PI1', type: EVENTS_V2, name: 'One', integration_key: KEY }],
  })
  expect(spec.integrations).toEqual([])
  expect(codes).toEqual(['service-setting-not-expressible'])
})

test('a service without a team has that of its policy, else one that is made for it', () => {
  const byPolicy = convert({ teams: [], escalation_policy: { id: 'PP2' } })
  expect(byPolicy.spec.team).toBe('payments')
  const alone = convert({ teams: [] })
  expect(alone.spec.team).toBe('without-team')
  expect(alone.teams).toEqual(['payments', 'without-team'])
  expect([...byPolicy.codes, ...alone.codes]).toEqual(['team-changed', 'team-changed'])
})

test('a service whose policy stays behind stays behind', () => {
  const source = { ...SOURCE, services: [{ ...PLAIN, escalation_policy: { id: 'PP3' } }] }
  const { documents, findings } = convertPagerduty(source, { now: NOW })
  expect(documents.some(({ kind }) => kind === 'Service')).toBe(false)
  expect(findings.map(({ code }) => code)).toEqual([
    'escalation-rule-not-expressible',
    'service-without-policy',
  ])
})

/** Findings of the service alone; the empty policy's own is left out. */
function convert(service: Partial<PagerdutyService>, more: PagerdutySource = {}) {
  const source = { ...SOURCE, ...more, services: [{ ...PLAIN, ...service }] }
  const result = convertPagerduty(source, { now: NOW })
  const document = result.documents.find((one) => one.kind === 'Service')
  assert(document !== undefined, 'the service comes over')
  const findings = result.findings.filter(({ object }) => object.id !== 'PP3')
  const teams = result.documents.flatMap((one) => (one.kind === 'Team' ? [one.metadata.name] : []))
  return { ...document, findings, codes: findings.map(({ code }) => code), teams }
}
