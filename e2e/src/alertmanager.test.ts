// The whole path with programs of others: Alertmanager fires, a real mail server receives the page,
// a link or an answer by mail acknowledges it, and nobody is paged further.
//
// Every test has people, a service and an alert of its own, so that none waits for another.

import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { actLinkOf, type CaughtMail, catchMail, sendReply } from './support/catch-mail.ts'
import { keyFor, mailTo, person, policy, service, team } from './support/documents.ts'
import { eventually } from './support/eventually.ts'
import { openInstallation } from './support/installation.ts'
import { receiveWebhooks } from './support/receive-webhooks.ts'
import { type Alertmanager, startAlertmanager } from './support/start-alertmanager.ts'
import { MAIL_IN_DOMAIN, startProduct } from './support/start-product.ts'

const SECOND_STEP_MS = 3_000

const mail = await catchMail()
const product = await startProduct({ smtpUrl: mail.url })
const installation = openInstallation(product)

type World = {
  readonly first: string
  readonly second: string
  readonly alertmanager: Alertmanager
  fire(alertname: string): Promise<CaughtMail>
}

type Way = 'webhook' | 'pagerduty'

/** Two people, the second paged three seconds after the first, and Alertmanager pointed at us. */
async function makeWorld(name: string, way: Way = 'webhook', more = {}): Promise<World> {
  const [first, second] = [`${name}-ana`, `${name}-ben`]
  const key = keyFor(name)
  const type = way === 'webhook' ? 'alertmanager' : 'pagerduty'
  await installation.apply(
    person(first),
    person(second),
    team(name, [first, second]),
    policy(
      name,
      [
        { after: '0s', notify: [{ user: first }] },
        { after: `${SECOND_STEP_MS / 1_000}s`, notify: [{ user: second }] },
      ],
      name,
    ),
    service(name, {
      team: name,
      escalationPolicy: name,
      integrations: [{ name: 'prometheus', type, key }],
      ...more,
    }),
  )
  const alertmanager = await startAlertmanager(receiverOf(way, key))
  return {
    first,
    second,
    alertmanager,
    async fire(alertname) {
      const before = mail.to(mailTo(first)).length
      await alertmanager.fire(alertOf(alertname))
      return mail.next(mailTo(first), before + 1)
    },
  }
}

function receiverOf(way: Way, key: string): object {
  if (way === 'webhook') {
    return {
      webhook_configs: [{ url: `${product.url}/in/alertmanager/${key}`, send_resolved: true }],
    }
  }
  const description = '{{ .CommonAnnotations.summary }}'
  return {
    pagerduty_configs: [
      {
        routing_key: key,
        url: `${product.url}/v2/enqueue`,
        severity: 'critical',
        description,
        send_resolved: true,
      },
    ],
  }
}

function alertOf(alertname: string) {
  return {
    labels: { alertname, instance: 'db-1:9100', severity: 'critical' },
    annotations: { summary: `${alertname} is burning` },
    generatorURL: 'http://prometheus.example/graph',
  }
}

async function act(link: string, action: string) {
  const answer = await fetch(link, { method: 'POST', body: new URLSearchParams({ action }) })
  return { status: answer.status, html: await answer.text() }
}

describe.each<Way>(['webhook', 'pagerduty'])('Alertmanager through its %s receiver', (way) => {
  test('fires, is acknowledged through the link in the mail, and resolves', async () => {
    const world = await makeWorld(`whole-${way}`, way)
    const page = await world.fire('Whole')
    expect(page.subject).toContain('Whole is burning')
    expect(page.html).toContain(actLinkOf(page))

    const link = actLinkOf(page)
    expect(link).toMatch(new RegExp(`^${product.url}/a/`))
    const done = await act(link, 'acknowledge')
    expect(done.status).toBe(200)
    expect(done.html).toContain('You have it')
    const { number } = await installation.groupWith('Whole is burning', 'acknowledged')
    const group = await installation.group(number)
    expect(group).toMatchObject({ urgency: 'high', severity: 'critical', alertCount: 1 })
    expect(group.acknowledgedBy).toMatchObject({ kind: 'user' })

    await world.alertmanager.resolve(alertOf('Whole'))
    const resolved = await eventually('the group is resolved', async () => {
      const now = await installation.group(number)
      return now.status === 'resolved' && now
    })
    expect(resolved.resolvedBy).toMatchObject({ kind: 'integration' })
  })
})

test('opening the link twenty times changes nothing', async () => {
  const world = await makeWorld('reading')
  const link = actLinkOf(await world.fire('Reading'))
  const { number } = await installation.groupWith('Reading is burning', 'triggered')
  const before = await installation.group(number)
  for (let opened = 0; opened < 20; opened += 1) {
    const answer = await fetch(link, { method: opened % 2 === 0 ? 'GET' : 'HEAD' })
    expect(answer.status).toBe(200)
  }
  const after = await installation.group(number)
  expect(after).toMatchObject({ status: 'triggered', acknowledgedBy: null })
  expect(after.version).toBeGreaterThanOrEqual(before.version)
  expect((await act(link, 'acknowledge')).status).toBe(200)
  expect(await installation.group(number)).toMatchObject({ status: 'acknowledged' })
})

test('nobody acknowledges: the second step follows in order, and not before it is due', async () => {
  const world = await makeWorld('unheard')
  const first = await world.fire('Unheard')
  const second = await mail.next(mailTo(world.second))
  const { openedAt } = await installation.groupWith('Unheard is burning', 'triggered')
  expect(second.subject).toContain('Unheard is burning')
  expect(second.arrivedAt).toBeGreaterThanOrEqual(first.arrivedAt)
  expect(second.arrivedAt - Date.parse(openedAt)).toBeGreaterThanOrEqual(SECOND_STEP_MS)
  expect(mail.to(mailTo(world.first))).toHaveLength(1)
})

test('an acknowledged page never reaches the second step', async () => {
  const world = await makeWorld('taken')
  expect((await act(actLinkOf(await world.fire('Taken')), 'acknowledge')).status).toBe(200)
  // Fired later and left alone: once its second step is there, that of the first would be, too.
  await world.fire('Left')
  const late = await mail.next(mailTo(world.second))
  expect(late.subject).toContain('Left is burning')
  expect(mail.to(mailTo(world.second))).toHaveLength(1)
})

test('an answer by real mail acknowledges, and is confirmed by mail', async () => {
  const world = await makeWorld('answered')
  const page = await world.fire('Answered')
  expect(page.replyTo).toMatch(new RegExp(`@${MAIL_IN_DOMAIN}$`))
  const text = 'Ack, on my way\r\n\r\nOn Monday Evenwatch wrote:\r\n> Answered is burning\r\n'
  const from = mailTo(world.first)
  expect(await sendReply(product.mailInPort, { to: page.replyTo, from, text })).toBe(250)
  const { number } = await installation.groupWith('Answered is burning', 'acknowledged')
  const confirmation = await mail.next(mailTo(world.first), 2)
  expect(confirmation.text).toContain('You have it.')
  const timeline = await installation.timeline(number)
  expect(timeline.map((entry) => entry.text).join('\n')).toContain('acknowledged')
})

test('a mail without the nonce of a page, or with an altered one, is refused at the door', async () => {
  const world = await makeWorld('forged-mail')
  const page = await world.fire('ForgedMail')
  const [mailbox = '', domain = ''] = page.replyTo.split('@')
  const altered = mailbox.slice(0, -1) + (mailbox.endsWith('a') ? 'b' : 'a')
  const reply = { from: mailTo(world.first), text: 'ack' }
  for (const to of [`reply@${domain}`, `reply+@${domain}`, `${altered}@${domain}`]) {
    expect(await sendReply(product.mailInPort, { ...reply, to })).toBe(550)
  }
  expect(await sendReply(product.mailInPort, { ...reply, to: `${mailbox}@example.org` })).toBe(550)
  await installation.groupWith('ForgedMail is burning', 'triggered')
})

test('a forged, an altered and another link’s signature do nothing', async () => {
  const world = await makeWorld('forged-link')
  const link = actLinkOf(await world.fire('ForgedLink'))
  const other = actLinkOf(await world.fire('OtherLink'))
  const [start, token = ''] = [link.slice(0, link.lastIndexOf('/') + 1), link.split('/').at(-1)]
  const otherToken = other.split('/').at(-1) ?? ''
  const letter = token.startsWith('A') ? 'B' : 'A'
  const forged = [
    letter + token.slice(1),
    token.slice(0, -1),
    `${token}A`,
    token.slice(0, 27) + otherToken.slice(27),
    'A'.repeat(token.length),
  ]
  for (const one of forged) expect((await act(start + one, 'acknowledge')).status).toBe(404)
  await installation.groupWith('ForgedLink is burning', 'triggered')
  await installation.groupWith('OtherLink is burning', 'triggered')
})

test('a link acts for one page: after the acknowledgement lapsed it is over', async () => {
  const world = await makeWorld('lapsed', 'webhook', { acknowledgementLapses: '2s' })
  const link = actLinkOf(await world.fire('Lapsed'))
  expect((await act(link, 'acknowledge')).status).toBe(200)
  const again = await mail.next(mailTo(world.first), 2)
  expect(actLinkOf(again)).not.toBe(link)

  const replayed = await act(link, 'acknowledge')
  expect(replayed.status).toBe(410)
  expect(replayed.html).toContain('This link is over.')
  await installation.groupWith('Lapsed is burning', 'triggered')
  expect((await act(actLinkOf(again), 'resolve')).status).toBe(200)
  await installation.groupWith('Lapsed is burning', 'resolved')
})

test('a second person’s link after the first acknowledged says who has it', async () => {
  const world = await makeWorld('second')
  const first = await world.fire('Second')
  const second = await mail.next(mailTo(world.second))
  expect((await act(actLinkOf(first), 'acknowledge')).status).toBe(200)
  const late = await act(actLinkOf(second), 'acknowledge')
  expect(late.status).toBe(200)
  expect(late.html).toMatch(/Second-ana Sample took it/)
})

test('a page by webhook is signed, and its link acknowledges', async () => {
  const receiver = await receiveWebhooks()
  const secret = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`
  const [name, key] = ['hooked', keyFor('hooked')]
  const hook = { name: 'hook', type: 'webhook', url: `${receiver.url}/ana`, secret } as const
  await installation.apply(
    person('hooked-ana', [hook]),
    team(name, ['hooked-ana']),
    policy(name, [{ after: '0s', notify: [{ user: 'hooked-ana' }] }], name),
    service(name, {
      team: name,
      escalationPolicy: name,
      integrations: [{ name: 'prometheus', type: 'alertmanager', key }],
    }),
  )
  const alertmanager = await startAlertmanager(receiverOf('webhook', key))
  await alertmanager.fire(alertOf('Hooked'))

  const { headers, text, body } = await receiver.next('/ana')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  const hmac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
  expect(headers['webhook-signature']).toBe(`v1,${hmac.update(signed).digest('base64')}`)
  expect(body).toMatchObject({ version: 1, type: 'page' })
  expect((await act(String(body.actUrl), 'acknowledge')).status).toBe(200)
  await installation.groupWith('Hooked is burning', 'acknowledged')
})
