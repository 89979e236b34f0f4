// "What would happen if" on the built product: reached from where the question arises, asked with
// the keyboard, answered with people, reasons and gaps; clean to axe in light, in dark, on a phone.

import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { fillInstallation } from './support/fill-installation.ts'
import { openBrowser, openSignedIn, settle, VIEWS } from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const product = await startProduct()
const installation = await fillInstallation(product)
const open = await installation.groupWith('Payment errors', 'triggered')
const browser = await openBrowser()

/** A Sunday, when nobody works in Lima. */
const GAP = '/what-if?for=service%3Asearch-index&at=2026-03-15T12%3A00%3A00.000Z&in=America%2FLima'

const track = (page: Page) => page.getByRole('list', { name: 'What would happen' })

describe.each(VIEWS)('$name', ({ options }) => {
  test('the track, its table and the empty question are clean and fit', async () => {
    const { page, takeFaults } = await openSignedIn(browser, product, 'ana', options)
    for (const path of [GAP, `${GAP}&view=table`, '/what-if', '/what-if?for=team%3Anone']) {
      await page.goto(product.url + path)
      await settle(page)
      expect(await accessibilityFaults(page), path).toEqual([])
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(width, path).toBeLessThanOrEqual(0)
    }
    expect(takeFaults()).toEqual([])
  })
})

test('a gap is hatched and said in words, with who stands in and until when', async () => {
  const { page } = await openSignedIn(browser, product, 'ana')
  await page.goto(product.url + GAP)
  const told = track(page)
  await told.getByText('No one is on call in search-hours until Mon 09:00.').waitFor()
  await told.getByText('is paged as the last resort').waitFor()
  const findings = page.getByRole('region', { name: 'Look at' })
  await findings.getByText('Somebody is from Mon 09:00 on.').waitFor()
})

test('the question is asked with the keyboard and stands in the address', async () => {
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana')
  await page.goto(`${product.url}/what-if`)
  await settle(page)
  await page.getByLabel('It happens to').focus()
  await page.getByLabel('It happens to').selectOption('service:checkout-api')
  await track(page).getByText('Step 1 of payments pages Ana Soto.').waitFor()
  await page.getByLabel('Acknowledged after').focus()
  await page.keyboard.type('7m')
  await page.keyboard.press('Enter')
  await track(page).getByText('Somebody acknowledges.').waitFor()
  const isFocused = () =>
    page.getByLabel('Acknowledged after').evaluate((one) => one.matches(':focus'))
  expect(await isFocused()).toBe(true)
  expect(new URL(page.url()).searchParams.get('ack')).toBe('7m')
  // Said to those who do not see it.
  await page.getByRole('status').getByText('Acknowledged: nobody else is paged.').waitFor()
  await page.getByRole('button', { name: 'At a moment' }).press('Enter')
  await page.getByLabel('Time in Vienna').fill('18:30')
  await page.waitForFunction(() => /T\d\d%3A30|T\d\d:30/.test(location.search))
  await page.locator('h1').click()
  await page.keyboard.press('Shift+T')
  await page.getByRole('table').getByText('named in the step').waitFor()
  await page.reload()
  await page.getByRole('table').getByText('named in the step').waitFor()
  expect(takeFaults()).toEqual([])
})

test('alert, service, schedule and the command menu lead to it', async () => {
  const { page } = await openSignedIn(browser, product, 'ana')
  await page.goto(`${product.url}/alerts/${open.number}`)
  await page.getByRole('link', { name: 'Why me?' }).click()
  await track(page).getByText('Step 1 of payments pages Ana Soto.').waitFor()
  await track(page).getByText('named in the step').first().waitFor()

  await page.goto(`${product.url}/services/checkout-api`)
  await page.getByRole('link', { name: 'What would happen if…' }).click()
  await track(page).waitFor()

  await page.goto(`${product.url}/schedules/payments-primary`)
  await page.getByRole('button', { name: 'Plan', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Does this still hold?' }).click()
  await track(page).getByText('on call in payments-primary, layer weekly').first().waitFor()

  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to, act, page someone' }).fill('what would')
  await page.keyboard.press('Enter')
  await page.getByText('Choose what it happens to.').waitFor()
})
