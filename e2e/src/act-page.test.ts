// The page behind the link in a page, on a small phone with scripts off: complete, small, its button
// under the thumb, and done in one tap.

import type { BrowserContextOptions } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { actLinkOf, catchMail } from './support/catch-mail.ts'
import { keyFor, mailTo, person, policy, service, team } from './support/documents.ts'
import { openInstallation } from './support/installation.ts'
import { openBrowser, openPage, SMALL_PHONE } from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const PAGE_BYTES_MAX = 30_000
const KEY = keyFor('actpage')

const mail = await catchMail()
const product = await startProduct({ smtpUrl: mail.url })
const installation = openInstallation(product)
await installation.apply(
  person('ana'),
  person('ben'),
  team('payments', ['ana', 'ben']),
  policy(
    'payments',
    [
      { after: '0s', notify: [{ user: 'ana' }] },
      { after: '10m', notify: [{ user: 'ben' }] },
    ],
    'payments',
  ),
  service('checkout', {
    team: 'payments',
    escalationPolicy: 'payments',
    runbook: 'https://example.org/runbooks/checkout',
    integrations: [{ name: 'events', type: 'events', key: KEY }],
  }),
)
const browser = await openBrowser()

async function fire(summary: string): Promise<string> {
  const before = mail.to(mailTo('ana')).length
  const answer = await fetch(`${product.url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'trigger', dedupKey: summary, summary, severity: 'critical' }),
  })
  expect(answer.status, await answer.text()).toBe(200)
  return actLinkOf(await mail.next(mailTo('ana'), before + 1))
}

const LONG = `Payment errors above 5 % of requests ${'in region eu-central-1, '.repeat(12)}`

test('complete without script, small, and acknowledged with one tap under the thumb', async () => {
  const link = await fire(LONG)
  const { page, takeFaults } = await openPage(browser, { ...SMALL_PHONE, javaScriptEnabled: false })
  let bytes = 0
  page.on('requestfinished', async (request) => {
    const sizes = await request.sizes()
    bytes += sizes.responseBodySize + sizes.responseHeadersSize
  })
  await page.goto(link)
  await page.waitForLoadState('networkidle')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Payment errors')
  expect(await page.getByText('If you do nothing').textContent()).toContain(
    'Ben Sample is paged in',
  )
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThanOrEqual(PAGE_BYTES_MAX)

  const button = page.getByRole('button', { name: 'Acknowledge' })
  const box = await button.boundingBox()
  const { height } = SMALL_PHONE.viewport
  expect(box?.y).toBeGreaterThanOrEqual((height * 2) / 3 - 1)
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height)
  expect(box?.height).toBeGreaterThanOrEqual(44)

  await button.click()
  await page.getByRole('heading', { name: 'You have it. Paging stopped.' }).waitFor()
  const group = await installation.groupWith('Payment errors', 'acknowledged')
  expect(group.acknowledgedBy?.name).toBe('Ana Sample')
  await page.reload()
  await page.getByRole('heading', { name: 'You have it. Paging stopped.' }).waitFor()

  await page.getByRole('button', { name: 'Resolve' }).click()
  await installation.groupWith('Payment errors', 'resolved')
  expect(takeFaults()).toEqual([])
})

test.each<{ name: string; options: BrowserContextOptions }>([
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'small', options: { ...SMALL_PHONE, colorScheme: 'dark' } },
])('clean to axe before and after acting: $name', async ({ name, options }) => {
  const link = await fire(`Looked at, ${name}`)
  const { page, takeFaults } = await openPage(browser, options)
  await page.goto(link)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Acknowledge' }).press('Enter')
  await page.getByRole('heading', { name: 'You have it. Paging stopped.' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(takeFaults()).toEqual([])
})

test('a link that is not ours is a calm page, too', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${product.url}/a/${'A'.repeat(48)}`)
  await page.getByRole('heading', { name: 'This link is not valid.' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
})
