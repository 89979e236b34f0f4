// The installation that the screens are looked at with: two teams in three zones, a schedule with a
// gap and an override, a handful of alerts in every state.

import {
  API_VERSION,
  acknowledgeGroup,
  type CallInput,
  createAbsence,
  createBusinessEvent,
  createOverride,
  fileConcern,
  resolveGroup,
  snoozeGroup,
} from '@evenwatch/api'
import { expect } from 'vitest'
import { type Document, keyFor, mailTo, policy, schedule, service, team } from './documents.ts'
import { type Installation, openInstallation } from './installation.ts'
import type { Product } from './start-product.ts'

const KEYS = { checkout: keyFor('samplecheckout'), search: keyFor('samplesearch') }
const EVERY_WORKDAY = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

export async function fillInstallation(product: Product): Promise<Installation> {
  const installation = openInstallation(product)
  await installation.apply(...documents())
  await installation.allowSignIn('ana')
  await fireAll(product)
  await actOnSome(installation)
  return installation
}

function documents(): Document[] {
  return [
    someone('ana', 'Ana Soto', 'Europe/Vienna'),
    someone('ben', 'Ben Quispe', 'America/Lima'),
    someone('chen', 'Chen Wei', 'Asia/Singapore'),
    someone('dara', 'Dara Okoro', 'Europe/Vienna'),
    team('payments', ['ana', 'ben', 'chen']),
    team('search', ['dara', 'ana']),
    schedule('payments-primary', {
      team: 'payments',
      timeZone: 'Europe/Vienna',
      layers: [
        {
          name: 'weekly',
          firstHandoff: '2026-01-05T09:00',
          turn: { length: 1, unit: 'week' },
          members: ['ana', 'ben', 'chen'],
        },
      ],
    }),
    schedule('search-hours', {
      team: 'search',
      timeZone: 'America/Lima',
      layers: [
        {
          name: 'working-hours',
          firstHandoff: '2026-01-05T09:00',
          turn: { length: 1, unit: 'day' },
          members: ['dara', 'ana'],
          hours: [{ days: [...EVERY_WORKDAY], from: '09:00', until: '17:00' }],
        },
      ],
    }),
    policy(
      'payments',
      [
        { after: '0s', notify: [{ user: 'ana' }] },
        { after: '15m', notify: [{ team: 'payments' }] },
      ],
      'payments',
    ),
    policy('search', [{ after: '0s', notify: [{ schedule: 'search-hours' }] }], 'search'),
    service('checkout-api', {
      team: 'payments',
      escalationPolicy: 'payments',
      runbook: 'https://example.org/runbooks/checkout',
      grouping: { by: ['alertname'], window: '5m' },
      integrations: [{ name: 'events', type: 'events', key: KEYS.checkout }],
    }),
    service('search-index', {
      team: 'search',
      escalationPolicy: 'search',
      dependsOn: ['checkout-api'],
      integrations: [{ name: 'prometheus', type: 'events', key: KEYS.search }],
    }),
  ]
}

function someone(name: string, displayName: string, timeZone: string): Document {
  const rule = [{ after: '0m', via: 'inbox' }]
  return {
    apiVersion: API_VERSION,
    kind: 'User',
    metadata: { name, displayName },
    spec: {
      email: mailTo(name),
      timeZone,
      role: name === 'ana' ? 'admin' : 'responder',
      contactMethods: [{ name: 'inbox', type: 'inbox' }],
      notificationRules: { high: rule, low: rule },
    },
  }
}

const ALERTS = [
  ['checkout', 'Payment errors above 5 % of requests', 'critical'],
  ['checkout', 'p99 latency of /pay above 2 s', 'error'],
  ['checkout', 'Disk of db-2 will be full in 4 hours', 'warning'],
  ['search', 'Index is 40 minutes behind', 'error'],
  ['search', 'Crawler restarted 12 times', 'warning'],
  ['checkout', 'Certificate of pay.example.org ends in 6 days', 'info'],
] as const

async function fireAll(product: Product): Promise<void> {
  for (const [to, summary, severity] of ALERTS) {
    const event = {
      action: 'trigger',
      dedupKey: summary,
      summary,
      severity,
      source: 'prometheus',
      labels: { alertname: summary.replaceAll(/\W+/g, ''), instance: 'db-2:9100', region: 'eu-1' },
      details: { value: 5.4, threshold: 5, query: 'sum(rate(errors[5m]))' },
      links: [{ href: 'https://example.org/dashboard', text: 'Dashboard' }],
    }
    const answer = await fetch(`${product.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEYS[to]}`, 'content-type': 'application/json' },
      body: JSON.stringify(event),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
}

async function actOnSome({ call, groupWith }: Installation): Promise<void> {
  const group = async (words: string) => {
    const { id } = await groupWith(words, 'triggered')
    return { params: { group: id } }
  }
  await call(acknowledgeGroup, { ...(await group('p99 latency')), body: {} })
  await call(resolveGroup, { ...(await group('Crawler restarted')), body: {} })
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await call(snoozeGroup, { ...(await group('Certificate of pay')), body: { until } })
  await call(createOverride, overrideOfTomorrow())
  await surround(call)
}

/** What the calendar over all teams and the concerns show besides shifts. */
async function surround(call: Installation['call']): Promise<void> {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const away = { startsAt: at(1), endsAt: at(9) }
  await call(createAbsence, { params: { user: 'chen' }, body: away })
  const sale = { name: 'Autumn sale', team: 'payments', wantsDouble: true }
  await call(createBusinessEvent, { body: { ...sale, startsAt: at(0), endsAt: at(3) } })
  const params = { schedule: 'payments-primary' }
  const concern = 'Two weekends in a row are too many.'
  await call(fileConcern, { params, body: { concern, anonymous: true } })
}

function overrideOfTomorrow(): CallInput<typeof createOverride> {
  const day = 86_400_000
  const startsAt = new Date(Date.now() + day).toISOString()
  const endsAt = new Date(Date.now() + 2 * day).toISOString()
  return {
    params: { schedule: 'payments-primary' },
    // In some weeks he is on call anyway.
    query: { confirm: 'true' },
    body: { kind: 'add', add: 'ben', startsAt, endsAt, reason: 'Release day' },
  }
}
