// One real event over HTTP, as any sender would send it: it opens a group and pages whoever is on
// call, while the visitor watches. The one of an earlier run is resolved first.

import { assert } from '@evenwatch/core'
import type { ServerContext } from '../platform/context.ts'

const LIVE_SERVICE = 'checkout-api'
const LIVE_KEY = 'demo/checkout/5xx'
const WAIT_MS_MAX = 10_000
const POLL_MS = 50

export type LiveAlert = { readonly groupNumber: number; readonly paged: readonly string[] }

export async function fireLiveAlert(context: ServerContext, url: string): Promise<LiveAlert> {
  const key = await integrationKeyOf(context, LIVE_SERVICE)
  const events = [
    { action: 'resolve', dedupKey: LIVE_KEY, summary: 'The demo was started again.' },
    {
      action: 'trigger',
      dedupKey: LIVE_KEY,
      summary: '7 % of card payments fail (limit 2 %)',
      source: 'synthetic-checks',
      severity: 'critical',
      labels: { alertname: 'CheckoutErrors', region: 'eu-west', sample: 'true' },
      details: { measured: '7.1 %', limit: '2 %', since: '2 min', note: 'This is sample data.' },
      links: [{ href: 'https://dashboards.sample.example/checkout', text: 'Dashboard' }],
    },
  ]
  const response = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  })
  const answer = (await response.json()) as { events?: { groupId: string | null }[] }
  const groupId = answer.events?.[1]?.groupId
  assert(typeof groupId === 'string', `the live event opens a group: ${JSON.stringify(answer)}`)
  return waitForPage(context, groupId)
}

async function integrationKeyOf(context: ServerContext, service: string): Promise<string> {
  const { rows } = await context.pool.query<{ sealed: string }>(
    `select k.key_sealed as sealed from integration_key k
     join integration i on i.id = k.integration_id and i.deleted_at is null
     join definition d on d.id = i.service_id and d.name = $1 and d.deleted_at is null
     where k.ends_at is null order by i.created_at limit 1`,
    [service],
  )
  const sealed = rows[0]?.sealed
  assert(sealed !== undefined, `the service ${service} of the sample world has a key`)
  return context.secrets.open(sealed)
}

/** Until the engine has written whom it pages: a few milliseconds. */
async function waitForPage(context: ServerContext, groupId: string): Promise<LiveAlert> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const { rows } = await context.pool.query<{ number: number; names: string[] }>(
      `select g.number, array_remove(array_agg(u.display_name), null) as names
       from alert_group g left join page p on p.group_id = g.id left join app_user u on u.id = p.user_id
       where g.id = $1 group by g.number`,
      [groupId],
    )
    const [found] = rows
    assert(found !== undefined, 'the live group was committed')
    if (found.names.length > 0 || waitedMs >= WAIT_MS_MAX) {
      return { groupNumber: Number(found.number), paged: found.names }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
