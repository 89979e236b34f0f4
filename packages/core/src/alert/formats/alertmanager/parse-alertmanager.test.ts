import { describe, expect, test } from 'vitest'
import type { InboundEvent } from '../../event.ts'
import { FORMATS, isFormatType } from '../formats.ts'
import { parseAlertmanager } from './parse-alertmanager.ts'
import { respondAlertmanager } from './respond-alertmanager.ts'

const firing = {
  status: 'firing',
  labels: {
    alertname: 'InstanceDown',
    instance: 'db-1:9100',
    job: 'node',
    severity: 'critical',
    cluster: 'eu',
  },
  annotations: {
    summary: 'db-1 is down',
    description: 'No scrape for 5 minutes.',
    runbook_url: 'https://example.org/runbooks/instance-down',
    dashboard_url: 'https://grafana.example.org/d/abc',
  },
  startsAt: '2026-03-01T09:52:26.739266876+01:00',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
  fingerprint: '9ccf5ae0a4ee7f59',
}

const resolved = {
  ...firing,
  status: 'resolved',
  endsAt: '2026-03-01T09:10:00Z',
  fingerprint: '1d2c3b4a59687766',
}

/** What Alertmanager 0.28 posts. */
function webhook(changes: object = {}): string {
  return JSON.stringify({
    receiver: 'evenwatch',
    status: 'firing',
    alerts: [firing, resolved],
    groupLabels: { alertname: 'InstanceDown' },
    commonLabels: { alertname: 'InstanceDown', job: 'node' },
    commonAnnotations: {},
    externalURL: 'http://alertmanager:9093',
    version: '4',
    groupKey: '{}:{alertname="InstanceDown"}',
    truncatedAlerts: 0,
    ...changes,
  })
}

function eventsOf(body: string): readonly InboundEvent[] {
  const parsed = parseAlertmanager(body)
  if (parsed.kind !== 'events') throw new Error(JSON.stringify(parsed.faults))
  return parsed.events
}

function onlyEvent(alert: object, changes: object = {}): InboundEvent {
  const [event] = eventsOf(webhook({ alerts: [alert], ...changes }))
  if (event === undefined) throw new Error('no event')
  return event
}

function faultsOf(body: string): readonly string[] {
  const parsed = parseAlertmanager(body)
  return parsed.kind === 'refused' ? parsed.faults.map((fault) => fault.field) : ['accepted']
}

describe('a notification with firing and resolved alerts', () => {
  test('becomes one event per alert, in its order', () => {
    const events = eventsOf(webhook())
    expect(events.map((event) => [event.action, event.dedupKey])).toEqual([
      ['trigger', '9ccf5ae0a4ee7f59'],
      ['resolve', '1d2c3b4a59687766'],
    ])
  })

  test('says everything the alert says, without a warning', () => {
    expect(onlyEvent(firing)).toEqual({
      action: 'trigger',
      dedupKey: '9ccf5ae0a4ee7f59',
      summary: 'db-1 is down',
      source: 'db-1:9100',
      severity: 'critical',
      labels: firing.labels,
      details: {
        annotations: firing.annotations,
        status: 'firing',
        groupKey: '{}:{alertname="InstanceDown"}',
        receiver: 'evenwatch',
        truncatedAlerts: 0,
      },
      links: [
        { href: firing.generatorURL, text: 'Source' },
        { href: 'https://grafana.example.org/d/abc', text: 'Dashboard' },
        { href: 'http://alertmanager:9093', text: 'Alertmanager' },
      ],
      images: [],
      runbookUrl: 'https://example.org/runbooks/instance-down',
      occurredAt: Date.UTC(2026, 2, 1, 8, 52, 26, 739),
      warnings: [],
    })
  })

  test('a firing alert happened when it started, a resolved one when it ended', () => {
    const [first, second] = eventsOf(webhook())
    expect(first?.occurredAt).toBe(Date.UTC(2026, 2, 1, 8, 52, 26, 739))
    expect(second?.occurredAt).toBe(Date.UTC(2026, 2, 1, 9, 10))
  })
})

describe('what is missing', () => {
  test('a summary is taken from the title, the description, then the name and place', () => {
    const { labels } = firing
    const summaryOf = (annotations: object) => onlyEvent({ ...firing, annotations }).summary
    expect(summaryOf({ title: 'T', description: 'D' })).toBe('T')
    expect(summaryOf({ description: 'line one\n\nline two' })).toBe('line one line two')
    expect(summaryOf({})).toBe('InstanceDown on db-1:9100')
    expect(onlyEvent({ status: 'firing', labels: {} }, { commonLabels: {} }).summary).toBe(
      'Alert without a name',
    )
    expect(onlyEvent({ status: 'firing', labels: { job: labels.job } }).summary).toBe(
      'InstanceDown on node',
    )
  })

  test('without a fingerprint the labels identify the alert, whatever their order', () => {
    const key = (labels: object) => onlyEvent({ status: 'firing', labels }).dedupKey
    expect(key({ a: '1', b: '2' })).toBe(key({ b: '2', a: '1' }))
    expect(key({ a: '1', b: '2' })).not.toBe(key({ a: '1', b: '3' }))
    expect(key({ a: '1,b="2"' })).not.toBe(key({ a: '1', b: '2' }))
  })

  test('labels too long for a key still tell alerts apart', () => {
    const key = (tail: string) =>
      onlyEvent({ status: 'firing', labels: { path: 'x'.repeat(900) + tail } }).dedupKey
    expect(key('a')).not.toBe(key('b'))
    expect(key('a')).toHaveLength(512)
  })
})

describe('severity', () => {
  test.each([
    ['critical', 'critical'],
    ['Warning', 'warning'],
    ['warn', 'warning'],
    ['error', 'error'],
    ['none', 'info'],
    ['information', 'info'],
  ])('%s is read as %s without a warning', (label, severity) => {
    const event = onlyEvent({ ...firing, labels: { ...firing.labels, severity: label } })
    expect([event.severity, event.warnings]).toEqual([severity, []])
  })

  test('page is read as critical, and says so', () => {
    const event = onlyEvent({ ...firing, labels: { severity: 'page' } })
    expect(event.severity).toBe('critical')
    expect(event.warnings).toEqual(['Severity "page" was read as critical.'])
  })

  test.each([['P1'], [''], ['constructor']])('%j keeps the alert, with a warning', (label) => {
    const event = onlyEvent({ ...firing, labels: { severity: label } })
    expect(event.severity).toBeNull()
    expect(event.warnings.join()).toContain('high urgency')
  })

  test('a resolved alert without a severity is no cause for a warning', () => {
    expect(onlyEvent({ ...resolved, labels: {} }).warnings).toEqual([])
  })
})

describe('other versions and shapes', () => {
  test('an unknown version is taken with a warning on every event', () => {
    for (const event of eventsOf(webhook({ version: '5' }))) {
      expect(event.warnings).toEqual(['Webhook version "5" was read as version 4.'])
    }
  })

  test('fields of newer versions are no fault', () => {
    const body = webhook({ notification_reason: 'firing', routeLabels: { team: 'x' } })
    expect(eventsOf(body).flatMap((event) => event.warnings)).toEqual([])
  })

  test('alerts left out by max_alerts are told on every event', () => {
    for (const event of eventsOf(webhook({ truncatedAlerts: 7 }))) {
      expect(event.warnings.join()).toContain('left 7 alerts out')
    }
  })

  test('a custom payload is refused, and every fault is named at once', () => {
    expect(faultsOf('{"text":"hello"}')).toEqual(['alerts'])
    expect(faultsOf('[]')).toEqual([''])
    expect(faultsOf('not json')).toEqual([''])
    expect(
      faultsOf(webhook({ status: null, alerts: [1, {}, { status: 'open', labels: [] }] })),
    ).toEqual([
      'alerts[0]',
      'alerts[1].labels',
      'alerts[1].status',
      'alerts[2].labels',
      'alerts[2].status',
    ])
  })

  test('links that a browser must not follow are left out', () => {
    const event = onlyEvent({
      ...firing,
      generatorURL: 'javascript:alert(1)',
      annotations: { runbook: 'ftp://x/y', dashboard: 'Node overview' },
    })
    expect(event.links.map((link) => link.text)).toEqual(['Alertmanager'])
    expect(event.runbookUrl).toBeNull()
    expect(event.warnings).toHaveLength(2)
  })
})

test('answers that may be tried again are 503, the only ones Alertmanager tries again', () => {
  expect(respondAlertmanager({ kind: 'accepted', eventCount: 2 }).status).toBe(200)
  expect(respondAlertmanager({ kind: 'throttled' }).status).toBe(503)
  expect(respondAlertmanager({ kind: 'unavailable' }).status).toBe(503)
  const refused = respondAlertmanager({ kind: 'refused', faults: [{ field: 'alerts', rule: 'r' }] })
  expect(refused.status).toBe(400)
  expect(JSON.parse(refused.body)).toEqual({
    status: 'refused',
    faults: [{ field: 'alerts', rule: 'r' }],
  })
})

test('the registry finds the format by its name and by nothing else', () => {
  expect(FORMATS.alertmanager.type).toBe('alertmanager')
  expect(FORMATS.alertmanager.parse(webhook()).kind).toBe('events')
  expect(['alertmanager', 'toString', 'nagios'].map(isFormatType)).toEqual([true, false, false])
})
