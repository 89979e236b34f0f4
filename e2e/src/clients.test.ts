// Senders of others, unchanged: PagerDuty's own JavaScript client, and what Zabbix and Uptime Kuma
// put on the wire, each with the very condition on which it believes that it was heard.

import { Agent } from 'node:https'
import { connect } from 'node:net'
import { event } from '@pagerduty/pdjs'
import { describe, expect, test } from 'vitest'
import { keyFor, person, policy, service, team } from './support/documents.ts'
import { openInstallation } from './support/installation.ts'
import { startProduct } from './support/start-product.ts'

type EventParameters = Parameters<typeof event>[0]

const KEY = keyFor('clients')
const OTHER_KEY = keyFor('otherclients')

const product = await startProduct()
const installation = openInstallation(product)
await installation.apply(
  person('ana', [{ name: 'inbox', type: 'inbox' }]),
  team('payments', ['ana']),
  policy('payments', [{ after: '0s', notify: [{ user: 'ana' }] }], 'payments'),
  service('checkout', {
    team: 'payments',
    escalationPolicy: 'payments',
    integrations: [{ name: 'events', type: 'pagerduty', key: KEY }],
  }),
  service('search', {
    team: 'payments',
    escalationPolicy: 'payments',
    integrations: [{ name: 'events', type: 'pagerduty', key: OTHER_KEY }],
  }),
)

async function enqueue(body: unknown) {
  const answer = await fetch(`${product.url}/v2/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const trigger = (dedupKey: string, summary: string, routingKey = KEY) => ({
  routing_key: routingKey,
  event_action: 'trigger',
  dedup_key: dedupKey,
  payload: { summary, source: 'db-1', severity: 'critical' },
})

describe('@pagerduty/pdjs', () => {
  // It insists on https, which ends at a proxy; here its bytes reach the product as they leave it.
  class ProxyInFront extends Agent {
    override createConnection() {
      return connect(product.port, '127.0.0.1')
    }
  }
  const send = (data: EventParameters['data']) =>
    // `agent` is its HTTP library's option, which the client passes on without naming it in its types.
    event({ server: 'watch.example', data, agent: new ProxyInFront() } as EventParameters)

  test('triggers, acknowledges and resolves one alert', async () => {
    const key = 'pdjs/one'
    const answer = await send({
      routing_key: KEY,
      event_action: 'trigger',
      dedup_key: key,
      payload: { summary: 'pdjs speaks', source: 'db-1', severity: 'error' },
    })
    expect(answer.status).toBe(202)
    expect(answer.data).toMatchObject({ status: 'success', dedup_key: key })
    await installation.groupWith('pdjs speaks', 'triggered')
    await send({ routing_key: KEY, event_action: 'acknowledge', dedup_key: key } as never)
    await installation.groupWith('pdjs speaks', 'acknowledged')
    await send({ routing_key: KEY, event_action: 'resolve', dedup_key: key } as never)
    await installation.groupWith('pdjs speaks', 'resolved')
  })
})

describe('Zabbix', () => {
  // Its script throws unless the status is exactly 202 and `status` is exactly "success".
  test('is believed on 202 and success, for a problem, its update and its recovery', async () => {
    const problem = {
      ...trigger('41871', 'Problem: High CPU utilization'),
      client: 'Zabbix',
      client_url: 'https://zabbix.example/tr_events.php?triggerid=1&eventid=41871',
      links: [{ href: 'https://zabbix.example/tr_events.php', text: 'Event link' }],
    }
    const details = { 'Event date': '2026.11.22', 'Event ID': '41871', Tags: '[]' }
    const opened = await enqueue({
      ...problem,
      payload: { ...problem.payload, timestamp: '2026-11-22T10:00:00Z', custom_details: details },
    })
    expect(opened.status).toBe(202)
    expect(opened.body).toMatchObject({ status: 'success', dedup_key: '41871' })
    for (const action of ['acknowledge', 'resolve']) {
      const answer = await enqueue({ ...problem, event_action: action })
      expect(answer).toMatchObject({ status: 202, body: { status: 'success' } })
    }
    await installation.groupWith('High CPU utilization', 'resolved')
  })

  test('is shown the first of the errors when its key is wrong', async () => {
    const answer = await enqueue({ ...trigger('1', 'x'), routing_key: 'short' })
    expect(answer.status).toBe(400)
    expect(answer.body.errors).toContain(
      "Length of 'routing_key' is incorrect (should be 32 characters)",
    )
  })
})

describe('Uptime Kuma', () => {
  test('opens and resolves by a key with a space and a slash, with an emoji in the words', async () => {
    const body = {
      payload: {
        summary: '🔴 Shop is down [shop.example] [🔴 Down] connect ECONNREFUSED',
        severity: 'warning',
        source: 'shop.example',
      },
      routing_key: KEY,
      dedup_key: 'Uptime Kuma/7',
      client: 'Uptime Kuma',
      client_url: 'https://kuma.example/dashboard/7',
    }
    expect((await enqueue({ ...body, event_action: 'trigger' })).status).toBe(202)
    await installation.groupWith('🔴 Shop is down', 'triggered')
    expect((await enqueue({ ...body, event_action: 'resolve' })).status).toBe(202)
    await installation.groupWith('🔴 Shop is down', 'resolved')
  })
})

describe('the rules of the Events API', () => {
  test('a resolve for a key that nobody knows is taken and makes nothing', async () => {
    const before = (await installation.groups()).length
    const answer = await enqueue({
      routing_key: KEY,
      event_action: 'resolve',
      dedup_key: 'never-seen',
    })
    expect(answer).toMatchObject({ status: 202, body: { status: 'success' } })
    expect(await installation.groups()).toHaveLength(before)
  })

  test('trigger, resolve, trigger makes two alerts of one key', async () => {
    for (const action of ['trigger', 'resolve', 'trigger']) {
      await enqueue({ ...trigger('twice', 'Twice the same'), event_action: action })
    }
    const groups = (await installation.groups()).filter(({ title }) => title === 'Twice the same')
    expect(groups.map(({ status }) => status).sort()).toEqual(['resolved', 'triggered'])
  })

  test('one key through two routing keys makes two alerts', async () => {
    for (const routing of [KEY, OTHER_KEY]) await enqueue(trigger('shared', 'Shared key', routing))
    const groups = (await installation.groups()).filter(({ title }) => title === 'Shared key')
    expect(groups.map((group) => group.service.name).sort()).toEqual(['checkout', 'search'])
  })

  test('a severity that is none is kept with a warning, not refused', async () => {
    const event = trigger('odd', 'Odd severity')
    const answer = await enqueue({ ...event, payload: { ...event.payload, severity: 'page' } })
    expect(answer.status).toBe(202)
    const { urgency } = await installation.groupWith('Odd severity', 'triggered')
    expect(urgency).toBe('high')
  })

  test('one byte more than 512 KiB is refused in words', async () => {
    const event = trigger('big', 'Big')
    const empty = JSON.stringify({ ...event, client: '' }).length
    const fits = { ...event, client: 'x'.repeat(524_288 - empty) }
    expect((await enqueue(fits)).status).toBe(202)
    const answer = await enqueue({ ...fits, client: `${fits.client}x` })
    expect(answer.status).toBe(413)
  })
})
