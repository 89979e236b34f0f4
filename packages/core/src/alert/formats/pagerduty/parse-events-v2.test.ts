import { describe, expect, test } from 'vitest'
import { describeRoutingKeyFault } from './describe-routing-key-fault.ts'
import { parseEventsV2, readRoutingKey } from './parse-events-v2.ts'
import { respondEventsV2 } from './respond-events-v2.ts'

const KEY = '0123456789abcdefghijklmnopqrstuv'

function eventOf(body: object) {
  const parsed = parseEventsV2(JSON.stringify(body))
  if (parsed.kind !== 'events') throw new Error(JSON.stringify(parsed.faults))
  const [event] = parsed.events
  if (event === undefined) throw new Error('no event')
  return event
}

function errorsOf(body: unknown): readonly string[] {
  const parsed = parseEventsV2(typeof body === 'string' ? body : JSON.stringify(body))
  return parsed.kind === 'refused' ? parsed.faults.map((fault) => fault.rule) : []
}

function answerTo(body: string): { status: number; body: unknown } {
  const parsed = parseEventsV2(body)
  if (parsed.kind !== 'refused') throw new Error('accepted')
  const response = respondEventsV2(parsed)
  return { status: response.status, body: JSON.parse(response.body) }
}

const trigger = {
  routing_key: KEY,
  event_action: 'trigger',
  payload: { summary: 'Disk full', source: 'db-1', severity: 'error' },
}

describe('real senders', () => {
  test('Alertmanager: hexadecimal key, payload on resolve, nested details, no links or images', () => {
    const body = {
      routing_key: KEY,
      dedup_key: '4b7c64ad9bc1a4e36e9f3ad1f1ea85e6f8d8c2b0a9c5f2e7a1b3c5d7e9f0a1b2',
      event_action: 'trigger',
      payload: {
        summary: '[FIRING:1] InstanceDown (db-1:9100 node critical)',
        source: 'Alertmanager',
        severity: 'critical',
        class: '',
        component: '',
        group: '',
        custom_details: {
          firing: [{ labels: { alertname: 'InstanceDown' }, annotations: {} }],
          num_firing: '1',
          num_resolved: '0',
          resolved: '',
        },
      },
      client: 'Alertmanager',
      client_url: 'http://alertmanager:9093/#/alerts?receiver=pd',
    }
    expect(eventOf(body)).toEqual({
      action: 'trigger',
      dedupKey: body.dedup_key,
      summary: '[FIRING:1] InstanceDown (db-1:9100 node critical)',
      source: 'Alertmanager',
      severity: 'critical',
      labels: { source: 'Alertmanager' },
      details: body.payload.custom_details,
      links: [{ href: body.client_url, text: 'Alertmanager' }],
      images: [],
      runbookUrl: null,
      occurredAt: null,
      warnings: [],
    })
    expect(eventOf({ ...body, event_action: 'resolve' }).action).toBe('resolve')
  })

  test.each([['page'], [''], ['<no value>'], ['Critical error']])(
    'Alertmanager: a severity template that yields %j keeps the alert, with a warning',
    (severity) => {
      const event = eventOf({ ...trigger, payload: { ...trigger.payload, severity } })
      expect(event.severity).toBeNull()
      expect(event.warnings).toHaveLength(1)
      expect(event.warnings[0]).toContain('high urgency')
    },
  )

  test('Grafana: one link, details of texts, images with nothing but a source', () => {
    const event = eventOf({
      routing_key: KEY,
      dedup_key: 'a3f0c9',
      event_action: 'trigger',
      client: 'Grafana',
      client_url: 'https://grafana.example.org/',
      links: [{ href: 'https://grafana.example.org/', text: 'External URL' }],
      images: [{ src: 'https://img.example.org/panel.png' }],
      payload: {
        summary: '[FIRING:1] High latency',
        source: 'grafana-0',
        severity: 'critical',
        class: 'default',
        component: 'Grafana',
        group: 'default',
        custom_details: { firing: '\nValue: A=1', num_firing: '1' },
      },
    })
    expect(event.links).toEqual([
      { href: 'https://grafana.example.org/', text: 'External URL' },
      { href: 'https://grafana.example.org/', text: 'Grafana' },
    ])
    expect(event.images).toEqual([{ src: 'https://img.example.org/panel.png' }])
    expect(event.labels).toEqual({
      source: 'grafana-0',
      component: 'Grafana',
      group: 'default',
      class: 'default',
    })
    expect(event.warnings).toEqual([])
  })

  test('Zabbix: the event id is the key, an acknowledgement has it and little else', () => {
    const event = eventOf({
      routing_key: KEY,
      event_action: 'acknowledge',
      dedup_key: '183204',
      payload: { summary: 'Problem: CPU', source: 'web-1 : 10.0.0.7', severity: 'warning' },
      links: [{ href: 'https://zabbix.example.org/tr_events.php?eventid=183204', text: 'Event' }],
      client: 'Zabbix',
      client_url: 'https://zabbix.example.org',
    })
    expect([event.action, event.dedupKey]).toEqual(['acknowledge', '183204'])
  })

  test('pdjs: a timestamp whose offset has no colon', () => {
    const payload = { ...trigger.payload, timestamp: '2015-07-17T08:42:58.315+0000' }
    const event = eventOf({ ...trigger, payload })
    expect(event.occurredAt).toBe(Date.UTC(2015, 6, 17, 8, 42, 58, 315))
  })

  test('Uptime Kuma: a key with space and slash, an emoji in the summary', () => {
    const event = eventOf({
      ...trigger,
      dedup_key: 'Uptime Kuma/17',
      payload: { ...trigger.payload, summary: '[Uptime Kuma] [Shop] [🔴 Down] timeout' },
      links: [{ href: 'https://shop.example.org' }],
    })
    expect(event.dedupKey).toBe('Uptime Kuma/17')
    expect(event.summary).toBe('[Uptime Kuma] [Shop] [🔴 Down] timeout')
    expect(event.links[0]?.text).toBe('https://shop.example.org')
  })
})

describe('what is optional', () => {
  test('a trigger without a key has none: the answer echoes the one generated for it', () => {
    expect(eventOf(trigger).dedupKey).toBeNull()
    expect(eventOf({ ...trigger, dedup_key: '' }).dedupKey).toBeNull()
  })

  test.each([[undefined], [null], [{}]])('resolve needs no payload (%j)', (payload) => {
    const event = eventOf({ event_action: 'resolve', dedup_key: 'k', payload })
    expect(event).toMatchObject({ action: 'resolve', dedupKey: 'k', summary: '', warnings: [] })
  })

  test('custom details may be any JSON', () => {
    const detailsOf = (custom_details: unknown) =>
      eventOf({ ...trigger, payload: { ...trigger.payload, custom_details } }).details
    expect(detailsOf('free text')).toEqual({ text: 'free text' })
    expect(detailsOf([1, 2])).toEqual({ value: [1, 2] })
    expect(detailsOf(7)).toEqual({ value: 7 })
    expect(detailsOf(null)).toEqual({})
  })

  test('a client without an address is kept in the details', () => {
    expect(eventOf({ ...trigger, client: 'cron' }).details).toEqual({ client: 'cron' })
  })

  test('a blank summary keeps the alert, with a warning', () => {
    const event = eventOf({ ...trigger, payload: { ...trigger.payload, summary: ' ' } })
    expect(event.summary).toBe('Alert without a summary from db-1')
    expect(event.warnings).toEqual(['payload.summary was blank.'])
  })

  test('a summary of 1,025 characters is cut, one of 1,024 is not', () => {
    const summaryOf = (length: number) =>
      eventOf({ ...trigger, payload: { ...trigger.payload, summary: 'x'.repeat(length) } })
    expect(summaryOf(1_024).warnings).toEqual([])
    expect(summaryOf(1_025).summary).toBe(`${'x'.repeat(1_023)}…`)
    expect(summaryOf(1_025).warnings).toHaveLength(1)
  })
})

describe('errors', () => {
  test('all faults of an event are told at once, in the words people search for', () => {
    expect(errorsOf({})).toEqual([`'event_action' is missing or blank`])
    expect(errorsOf({ event_action: 'trigger' })).toEqual([`'payload' is missing or blank`])
    expect(errorsOf({ event_action: 'trigger', payload: {} })).toEqual([
      `'payload.summary' is missing or blank`,
      `'payload.source' is missing or blank`,
    ])
    expect(errorsOf({ event_action: 'resolve', payload: 'x' })).toEqual([
      `'dedup_key' is missing or blank`,
      `'payload' must be an object`,
    ])
    expect(errorsOf({ ...trigger, event_action: 'close' })).toEqual([
      `'event_action' is incorrect (should be one of trigger, acknowledge, resolve)`,
    ])
  })

  test('a key of 255 characters is taken, one of 256 is refused', () => {
    expect(eventOf({ ...trigger, dedup_key: 'k'.repeat(255) }).dedupKey).toHaveLength(255)
    expect(errorsOf({ ...trigger, dedup_key: 'k'.repeat(256) })).toEqual([
      `Length of 'dedup_key' is incorrect (should be at most 255 characters)`,
    ])
  })

  test('an event that is invalid is answered 400 with its errors', () => {
    expect(answerTo('{}')).toEqual({
      status: 400,
      body: {
        status: 'invalid event',
        message: 'Event object is invalid',
        errors: [`'event_action' is missing or blank`],
      },
    })
  })

  test.each([['{'], [''], ['nonsense']])('%j is an unrecognised object', (body) => {
    expect(answerTo(body)).toEqual({
      status: 400,
      body: {
        status: 'Unrecognized object',
        message: 'Event object format is unrecognized',
        errors: ['JSON parse error'],
      },
    })
  })

  test('JSON that is no object is unrecognised, too', () => {
    expect(answerTo('[]').body).toMatchObject({ status: 'Unrecognized object' })
  })
})

describe('routing keys', () => {
  test('are returned beside the events, also of a refused body', () => {
    expect(parseEventsV2(JSON.stringify(trigger)).routingKey).toBe(KEY)
    expect(parseEventsV2(`{"routing_key":"${KEY}"}`).routingKey).toBe(KEY)
    expect(readRoutingKey(JSON.stringify(trigger))).toBe(KEY)
    expect([readRoutingKey('{'), readRoutingKey('{"routing_key":" "}')]).toEqual([null, null])
  })

  test('an unknown one is described by every rule that it breaks', () => {
    const length = `Length of 'routing_key' is incorrect (should be 32 characters)`
    const shape = `'routing_key' cannot contain non-alphanumeric characters.`
    expect(describeRoutingKeyFault('short')).toEqual([length])
    expect(describeRoutingKeyFault('not-alphanumeric')).toEqual([length, shape])
    expect(describeRoutingKeyFault(`-${KEY.slice(1)}`)).toEqual([shape])
    expect(describeRoutingKeyFault(KEY)).toEqual(['Invalid routing key'])
    expect(describeRoutingKeyFault(null)).toEqual([`'routing_key' is missing or blank`])
  })

  test('an unknown key and the faults of the event are answered together', () => {
    const faults = [{ field: 'event_action', rule: `'event_action' is missing or blank` }]
    const response = respondEventsV2({ kind: 'unknownKey', routingKey: KEY, faults })
    expect(response.status).toBe(400)
    expect(JSON.parse(response.body).errors).toEqual([
      'Invalid routing key',
      `'event_action' is missing or blank`,
    ])
  })
})

test('success is 202 with exactly the three fields that clients check', () => {
  expect(respondEventsV2({ kind: 'accepted', dedupKey: 'Uptime Kuma/17' })).toEqual({
    status: 202,
    body: '{"status":"success","message":"Event processed","dedup_key":"Uptime Kuma/17"}',
  })
})

test('what may be tried again is 429 or 503, what is too large is final', () => {
  expect(respondEventsV2({ kind: 'throttled' }).status).toBe(429)
  expect(respondEventsV2({ kind: 'unavailable' }).status).toBe(503)
  expect(respondEventsV2({ kind: 'tooLarge' }).status).toBe(413)
})
