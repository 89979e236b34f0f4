// From an empty database to an acknowledged test page, by keyboard only (screen brief S11).
//
// Nothing is clicked: Tab moves the focus, and Enter or Space acts on what has it. After every step
// axe finds nothing, and a reload comes back with what was done.

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { openBrowser, openPage, settle } from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const TABS_MAX = 120

const product = await startProduct({ adminToken: false })
const browser = await openBrowser()

/** Presses Tab until the element with this role and name has the focus. */
async function focusOn(page: Page, role: Role, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name }).first()
  await wanted.waitFor()
  for (let tabs = 0; tabs <= TABS_MAX; tabs += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  expect.fail(`no Tab leads to the ${role} “${name}”`)
}

type Role = 'textbox' | 'button' | 'combobox' | 'link'

async function press(page: Page, name: string | RegExp): Promise<void> {
  await focusOn(page, 'button', name)
  await page.keyboard.press('Enter')
}

async function fill(page: Page, label: string, text: string): Promise<void> {
  await focusOn(page, 'textbox', label)
  await page.keyboard.press('Control+a')
  await page.keyboard.type(text)
}

test('from the setup link to an acknowledged test page, without a mouse', async () => {
  const { page, takeFaults } = await openPage(browser)
  const isClean = async () => {
    expect(await accessibilityFaults(page)).toEqual([])
    expect(takeFaults()).toEqual([])
  }
  /** The step's section, open, after a reload as well. */
  const reloaded = async (heading: RegExp) => {
    await page.reload()
    await settle(page)
    await page.getByRole('button', { name: heading, expanded: true }).waitFor()
    await isClean()
  }

  await page.goto(await product.setupLink())
  await page.getByRole('heading', { name: /first watch/ }).waitFor()
  await isClean()
  await fill(page, 'Your name', 'Ana Soto')
  await fill(page, 'E-mail', 'ana@example.org')
  await focusOn(page, 'textbox', 'Password')
  await page.keyboard.type('a long enough sentence')
  await press(page, 'Continue')

  await page.getByRole('heading', { name: 'From nothing to a page that arrives' }).waitFor()
  // The inbox is a way to be reached from the first moment on; whoever wants proof asks for a test.
  await reloaded(/Team and people/)
  await press(page, /^2\. How to reach you/)
  await press(page, 'Send me a test')
  await page.getByText(/^Sent\./).waitFor()
  await isClean()
  await press(page, 'Continue')

  await fill(page, 'Name of the team', 'Payments')
  await press(page, 'Create team')
  await press(page, 'Add two sample colleagues')
  await page.getByText('sample, never paged').nth(1).waitFor()
  await press(page, 'Continue')

  await reloaded(/^4\. Schedule/)
  await press(page, 'Create schedule')
  await page.getByText(/is planned\./).waitFor()
  await isClean()
  await press(page, 'Continue')

  await reloaded(/Escalation/)
  await press(page, 'Create escalation policy')
  await page.getByText(/says whom to page/).waitFor()
  await press(page, 'Continue')

  await reloaded(/Alerts in/)
  await fill(page, 'Name of the service', 'Checkout API')
  await press(page, 'Create address')
  await page.getByText('Listening…').waitFor()
  await isClean()
  await press(page, 'Continue')

  await reloaded(/Rehearsal/)
  await press(page, 'Fire a test alert')
  await page.getByText('Message out by inbox').waitFor()
  await isClean()
  await press(page, /^Acknowledge as Ana Soto/)
  await page.getByText('Acknowledged by Ana Soto').waitFor()
  await page.getByText('Proven:').waitFor()
  await isClean()

  await focusOn(page, 'link', 'Go home')
  await page.keyboard.press('Enter')
  await settle(page)
  await isClean()
}, 180_000)

test('the setup link works once', async () => {
  const { page } = await openPage(browser)
  await page.goto(await product.setupLink())
  await page.getByText('This installation has people already.').waitFor()
})
