import type { JsonObject } from '@evenwatch/core'
import { describe, expect, test } from 'vitest'
import {
  codes,
  convert,
  documentOf,
  escalation,
  type Given,
  KEY,
  rule,
  schedule,
  TO_SCHEDULE,
  team,
} from './testing/build-source.ts'

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
