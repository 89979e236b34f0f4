// Finding one's way on the built product: the pages of a room stand side by side, on a phone too, and
// what is typed at once after Ctrl K is not lost.

import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { accessibilityFaults } from './support/accessibility-faults.ts'
import { fillInstallation } from './support/fill-installation.ts'
import { DESKTOP, openBrowser, openSignedIn, PHONE, settle } from './support/open-browser.ts'
import { startProduct } from './support/start-product.ts'

const product = await startProduct()
await fillInstallation(product)
const browser = await openBrowser()

const VIEWS: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ['desktop', 'Rooms', DESKTOP],
  ['phone', 'Rooms, short', PHONE],
]

const TABS = [
  ['Who is on call', '/who', 'Who is on call for'],
  ['What if', '/what-if', 'What would happen if'],
  ['Areas', '/areas', 'Areas'],
  ['Calendars read', '/schedules/feeds', 'Calendars that are read'],
  ['All teams', '/schedules/calendar', 'All teams'],
  ['Schedules', '/schedules', 'Schedules'],
] as const

describe.each(VIEWS)('%s', (_, rooms, options) => {
  test('every page of the room is one tap from Schedules, and says where one is', async () => {
    const { page, takeFaults } = await openSignedIn(browser, product, 'ana', options)
    await page.goto(product.url)
    await settle(page)
    const room = page.getByRole('navigation', { name: rooms, exact: true })
    await room.getByRole('link', { name: 'Schedules' }).click()
    const tabs = page.getByRole('navigation', { name: 'Schedules and on-call' })
    for (const [tab, path, heading] of TABS) {
      await tabs.getByRole('link', { name: tab, exact: true }).click()
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      expect(new URL(page.url()).pathname).toBe(path)
      await tabs.locator('[aria-current="page"]', { hasText: tab }).waitFor()
      await room.locator('[aria-current]', { hasText: 'Schedules' }).waitFor()
      expect(await isWhollyShown(page, tab), tab).toBe(true)
      expect(await accessibilityFaults(page), tab).toEqual([])
    }
    expect(takeFaults()).toEqual([])
  })
})

/** The present tab lies within the window, however many there are. */
function isWhollyShown(page: Page, tab: string): Promise<boolean> {
  return page
    .getByRole('navigation', { name: 'Schedules and on-call' })
    .getByRole('link', { name: tab, exact: true })
    .evaluate((link) => {
      const { left, right } = link.getBoundingClientRect()
      return left >= 0 && right <= innerWidth
    })
}

const FIELD = { name: 'Go to, act, page someone' }

/** The menu's code on its way for as long as the test likes. */
async function holdMenu(page: Page): Promise<{ asked: Promise<void>; release: () => void }> {
  let release = () => {}
  let ask = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const asked = new Promise<void>((resolve) => {
    ask = resolve
  })
  await page.route(/\/command-menu-[^/]*\.js$/, async (route) => {
    ask()
    await held
    await route.continue()
  })
  return { asked, release }
}

test('what is typed while the command menu is fetched stands in its field', async () => {
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana')
  const menu = await holdMenu(page)
  await page.goto(product.url)
  await settle(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('what woudl')
  await page.keyboard.press('Backspace')
  await page.keyboard.press('Backspace')
  await menu.asked
  expect(await page.getByRole('combobox', FIELD).count()).toBe(0)
  menu.release()
  await page.getByRole('combobox', FIELD).waitFor()
  await page.keyboard.type('ld')
  await expect.poll(() => page.getByRole('combobox', FIELD).inputValue()).toBe('what would')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${product.url}/what-if`)
  expect(takeFaults()).toEqual([])
})

test('from a text field the letters go to the menu alone, and Esc calls it off', async () => {
  const { page } = await openSignedIn(browser, product, 'ana')
  const menu = await holdMenu(page)
  await page.goto(`${product.url}/who?q=pay`)
  await settle(page)
  const name = page.getByLabel('Name')
  await name.focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('zone')
  await page.keyboard.press('Escape')
  expect(await name.inputValue()).toBe('pay')
  await page.keyboard.type('ments')
  expect(await name.inputValue()).toBe('payments')
  menu.release()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', FIELD)
  await field.waitFor()
  await expect.poll(() => field.inputValue()).toBe('')
})
