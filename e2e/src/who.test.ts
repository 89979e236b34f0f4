// "Who is on call for" on the built product: one search, by an observer too; reached from the command
// menu; a page from the answer; clean to axe in light, in dark, on a phone.

import { createUser } from '@evenwatch/api'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { fillInstallation } from './support/fill-installation.ts'
import { openBrowser, openSignedIn, settle, VIEWS } from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const product = await startProduct()
const installation = await fillInstallation(product)
await installation.call(createUser, {
  body: {
    name: 'sue',
    displayName: 'Sue Support',
    spec: { email: 'sue@example.org', timeZone: 'Europe/Vienna', role: 'observer' },
  },
})
await installation.allowSignIn('sue')
const browser = await openBrowser()

/** A Sunday, when nobody works in Lima. */
const SUNDAY = 'at=2026-03-15T12%3A00%3A00.000Z'

describe.each(VIEWS)('$name', ({ options }) => {
  test('answers, a gap, nothing found and the empty question are clean and fit', async () => {
    const { page, takeFaults } = await openSignedIn(browser, product, 'ana', options)
    for (const query of ['?q=pay', `?q=search&${SUNDAY}`, '?q=zzz', '']) {
      await page.goto(`${product.url}/who${query}`)
      await settle(page)
      expect(await accessibilityFaults(page), query).toEqual([])
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(width, query).toBeLessThanOrEqual(0)
    }
    expect(takeFaults()).toEqual([])
  })
})

test('an observer finds the person for a service in one search, and is told why not to page', async () => {
  const { page, takeFaults } = await openSignedIn(browser, product, 'sue')
  await page.goto(`${product.url}/who`)
  await settle(page)
  await page.getByLabel('Name').fill('checkout')
  const card = page.getByRole('article', { name: 'checkout-api' })
  await card.getByText('Paged at once').waitFor()
  await card.getByRole('link', { name: 'Ana Soto' }).first().waitFor()
  await page.waitForURL(/\?q=checkout$/)
  const button = card.getByRole('button', { name: 'Page checkout-api' })
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  expect(await button.getAttribute('title')).toContain('responder')
  expect(takeFaults()).toEqual([])
})

test('a gap says until when, and the link shows the same to a colleague', async () => {
  const { page } = await openSignedIn(browser, product, 'ana')
  await page.goto(`${product.url}/who?q=search-hours&${SUNDAY}`)
  const card = page.getByRole('article', { name: 'search-hours' })
  await card.getByText('No one is on call in search-hours until Mon 15:00.').waitFor()
  await card.getByText(/^Next: .* from Mon 15:00 in search-hours$/).waitFor()
})

test('the command menu asks it, and a page starts from the answer', async () => {
  const { page } = await openSignedIn(browser, product, 'ana')
  await page.goto(product.url)
  await settle(page)
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Go to, act, page someone' })
  await field.fill('who is on call for payments-primary')
  await page.getByRole('option', { name: 'Who is on call for “payments-primary”?' }).click()
  await page.waitForURL(/\/who\?q=payments-primary$/)
  await page.getByRole('button', { name: 'Page payments-primary' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Page someone' })
  await dialog.getByRole('button', { name: 'Page payments-primary' }).waitFor()
  expect(await dialog.getByLabel('Whom').inputValue()).toBe('schedule:payments-primary')
})
