// Planning a period on the built product: opened from the schedule, asked and used with the keyboard,
// shown with people, load and reasons, or with what stands against it; clean to axe in light, in
// dark, on a phone. Nothing is stored before the rotation is saved.

import { detachObject } from '@evenwatch/api'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { fillInstallation } from './support/fill-installation.ts'
import {
  DESKTOP,
  openBrowser,
  openSignedIn,
  PHONE,
  SMALL_PHONE,
  settle,
} from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const product = await startProduct()
const installation = await fillInstallation(product)
// The screens may change what no file manages.
await installation.call(detachObject, { body: { kind: 'Schedule', name: 'payments-primary' } })
const browser = await openBrowser()

const PANEL = '/schedules/payments-primary?panel=plan'
const VIEWS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { ...DESKTOP, colorScheme: 'light' }],
  ['dark', { ...DESKTOP, colorScheme: 'dark' }],
  ['phone', { ...PHONE, colorScheme: 'light' }],
  ['small phone, dark', { ...SMALL_PHONE, colorScheme: 'dark' }],
]

const panel = (page: Page) => page.getByRole('dialog')
const answer = (page: Page) => panel(page).getByRole('region', { name: 'The plan' })
const turns = (page: Page) =>
  answer(page)
    .getByRole('region', { name: 'Turns' })
    .getByRole('list')
    .first()
    .getByRole('listitem')

async function expectClean(page: Page, what: string) {
  expect(await accessibilityFaults(page), what).toEqual([])
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(width, what).toBeLessThanOrEqual(0)
}

describe.each(VIEWS)('%s', (_, options) => {
  test('the empty form, a plan and an impossible one are clean and fit', async () => {
    const { page, takeFaults } = await openSignedIn(browser, product, 'ana', options)
    await page.goto(product.url + PANEL)
    await panel(page).getByText('Nothing is stored before you publish it.').waitFor()
    await settle(page)
    await expectClean(page, 'empty')
    await panel(page).getByRole('button', { name: 'Plan', exact: true }).click()
    await answer(page).getByText('Nothing is stored yet.').waitFor()
    await expectClean(page, 'planned')
    const boxes = panel(page).getByRole('checkbox')
    for (const box of (await boxes.all()).slice(1)) await box.uncheck()
    await panel(page).getByRole('button', { name: 'Plan', exact: true }).click()
    const against = answer(page).getByRole('region', { name: 'What stands against it' })
    await against.getByRole('listitem').first().waitFor()
    await expectClean(page, 'impossible')
    expect(takeFaults()).toEqual([])
  })
})

test('a period is planned and published with the keyboard alone', async () => {
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana')
  await page.goto(`${product.url}/schedules/payments-primary`)
  await page.getByRole('button', { name: 'Plan', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Plan a period…' }).press('Enter')
  await panel(page).getByLabel('Turns', { exact: true }).fill('6')
  await page.keyboard.press('Enter')
  await answer(page).getByText('6 turns', { exact: false }).first().waitFor()
  expect(await turns(page).count()).toBe(6)
  const another = panel(page).getByRole('button', { name: 'Another plan' })
  await another.press('Enter')
  await answer(page).getByText('Nothing is stored yet.').waitFor()
  const planned = await turns(page).locator('.plan-holder').allTextContents()
  await panel(page).getByRole('button', { name: 'Use this plan' }).press('Enter')
  const editor = page.getByRole('dialog', { name: /^Rotation of/ })
  await editor.getByText('changed', { exact: true }).waitFor()
  await editor.getByRole('button', { name: 'Save for later' }).press('Enter')
  await page.getByText('The plan is saved.').waitFor()
  await page.getByRole('button', { name: 'Plan', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Edit rotation…' }).press('Enter')
  await editor.getByText(planned.slice(0, 5).join(', '), { exact: false }).waitFor()
  expect(takeFaults()).toEqual([])
})
