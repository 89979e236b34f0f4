// Taking an alert on the screen: three keys, an answer before the server's, and everybody else sees
// who has it.

import { acknowledgeGroup, getSession } from '@evenwatch/api'
import type { Page, Route } from 'playwright-core'
import { expect, test } from 'vitest'
import { keyFor, person, policy, service, team } from './support/documents.ts'
import { eventually } from './support/eventually.ts'
import { openInstallation } from './support/installation.ts'
import { openBrowser, openSignedIn, settle } from './support/open-browser.ts'
import { ADMIN_TOKEN, startProduct } from './support/start-product.ts'

const KEY = keyFor('acknowledge')
const inbox = [{ name: 'inbox', type: 'inbox' }] as const

const product = await startProduct()
const installation = openInstallation(product)
await installation.apply(
  person('ana', inbox),
  person('ben', inbox),
  team('payments', ['ana', 'ben']),
  policy('payments', [{ after: '0s', notify: [{ user: 'ana' }] }], 'payments'),
  service('checkout', {
    team: 'payments',
    escalationPolicy: 'payments',
    integrations: [{ name: 'events', type: 'events', key: KEY }],
  }),
)
for (const name of ['ana', 'ben']) await installation.allowSignIn(name)
const browser = await openBrowser()

async function fire(...summaries: string[]): Promise<void> {
  for (const summary of summaries) {
    const answer = await fetch(`${product.url}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'trigger', dedupKey: summary, summary, severity: 'critical' }),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
}

const rowOf = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words })

test('j j x a takes the third row: shown before the answer, kept after it, and seen by others', async () => {
  await fire('First words', 'Second words', 'Third words', 'Fourth words')
  const list = `${product.url}/alerts?q=words&scope=all`
  const ana = await openSignedIn(browser, product, 'ana')
  const ben = await openSignedIn(browser, product, 'ben')
  for (const { page } of [ana, ben]) {
    await page.goto(list)
    await settle(page)
    await rowOf(page, 'Fourth words').waitFor()
  }

  // The call that acts is held until the screen was looked at.
  const held: Route[] = []
  await ana.page.route('**/api/v1/alert-groups/**', (route) => {
    if (route.request().method() === 'POST') return void held.push(route)
    return route.continue()
  })
  for (const key of ['j', 'j', 'x', 'a']) await ana.page.keyboard.press(key)
  await eventually('the call', () => held[0])
  await rowOf(ana.page, 'Third words').getByText('You have it').waitFor()
  expect(await installation.groupWith('Third words', 'triggered')).toBeDefined()

  for (const route of held) await route.continue()
  const taken = await installation.groupWith('Third words', 'acknowledged')
  expect(taken.acknowledgedBy?.name).toBe('Ana Sample')
  await rowOf(ben.page, 'Third words').getByText('Ana Sample has it').waitFor()
  await rowOf(ana.page, 'Third words').getByText('You have it').waitFor()

  const words = ['First words', 'Second words', 'Fourth words']
  for (const other of words) await installation.groupWith(other, 'triggered')
  for (const { takeFaults } of [ana, ben]) expect(takeFaults()).toEqual([])
})

test('a refused acknowledgement is taken back on the screen, and said', async () => {
  await fire('Refused alert')
  const { page } = await openSignedIn(browser, product, 'ana')
  await page.goto(`${product.url}/alerts?q=Refused&scope=all`)
  await settle(page)
  await page.route('**/api/v1/alert-groups/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await rowOf(page, 'Refused alert').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await page
    .getByRole('region', { name: 'Notices' })
    .getByText(/^Not acknowledged\./)
    .waitFor()
  await eventually('the row is open again', async () => {
    return (await rowOf(page, 'Refused alert').getByText('You have it').count()) === 0
  })
  await installation.groupWith('Refused alert', 'triggered')
})

test('who comes second is told who was faster', async () => {
  await fire('Contested alert')
  const { id, number } = await installation.groupWith('Contested alert', 'triggered')
  const { page } = await openSignedIn(browser, product, 'ben')
  await page.goto(`${product.url}/alerts/${number}`)
  await settle(page)
  await page
    .getByRole('button', { name: /^Acknowledge/ })
    .first()
    .waitFor()
  // Until Ben has acted, his screen reads nothing new.
  const unread: Route[] = []
  let hasActed = false
  await page.route('**/api/v1/alert-groups/**', async (route) => {
    if (route.request().method() === 'POST') hasActed = true
    if (!hasActed) return void unread.push(route)
    await route.continue()
  })

  const ana = await openSignedIn(browser, product, 'ana')
  const session = await ana.context.request.get(`${product.url}${getSession.path}`)
  const { csrfToken } = (await session.json()) as { csrfToken: string }
  const answer = await ana.context.request.post(
    product.url + acknowledgeGroup.path.replace('{group}', id),
    { data: {}, headers: { 'x-csrf-token': csrfToken } },
  )
  expect(answer.status(), await answer.text()).toBe(200)
  await page.keyboard.press('a')
  await page.getByText(/^Ana Sample acknowledged this .*\.$/).waitFor()
  for (const route of unread) await route.continue().catch(() => undefined)
  expect((await installation.group(number)).acknowledgedBy?.name).toBe('Ana Sample')
})

test('the stream hints at a new alert as it comes', async () => {
  const stopping = new AbortController()
  const stream = await fetch(`${product.url}/api/v1/stream`, {
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
    signal: stopping.signal,
  })
  expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/)
  await fire('Streamed alert')
  const { id } = await installation.groupWith('Streamed alert', 'triggered')
  const decoder = new TextDecoder()
  let heard = ''
  for await (const chunk of stream.body ?? []) {
    heard += decoder.decode(chunk, { stream: true })
    if (heard.includes(id)) break
  }
  stopping.abort()
  const hints = [...heard.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '{}'))
  expect(hints).toContainEqual(expect.objectContaining({ kind: 'alert-group', subjectId: id }))
})
