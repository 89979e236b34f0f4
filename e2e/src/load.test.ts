// The load of a team on the built product: pages by hand to somebody on shift and to somebody off it
// stand beside each other, in the picture and in its table; by keyboard; clean to axe everywhere.

import { createUser, getTeamLoad, listAlertGroups, pageSomeone, resolveGroup } from '@evenwatch/api'
import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
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

/** A page is sent within a second; the machine may be busy. */
const ENGINE_MS_MAX = 15_000

const product = await startProduct()
const installation = await fillInstallation(product)
const spec = { email: 'sue@example.org', timeZone: 'Europe/Vienna', role: 'observer' as const }
await installation.call(createUser, { body: { name: 'sue', displayName: 'Sue Support', spec } })
await installation.allowSignIn('sue')
await pageEverybody()
const browser = await openBrowser()

/** Whoever is on call this week is paged on shift, the others off it, each about a critical alert. */
async function pageEverybody() {
  const { items } = await installation.call(listAlertGroups, { query: { limit: 200 } })
  const about = items.find(({ severity }) => severity === 'critical')
  for (const user of ['ana', 'ben', 'chen']) {
    const { group } = await installation.call(pageSomeone, {
      body: { target: { user }, message: 'Please help', ...(about && { about: about.id }) },
    })
    await vi.waitFor(async () => expect((await loadOf(user))?.critical.groups).toBeGreaterThan(0), {
      timeout: ENGINE_MS_MAX,
    })
    await installation.call(resolveGroup, { params: { group: group.id }, body: {} })
  }
}

async function loadOf(name: string) {
  const load = await installation.call(getTeamLoad, { params: { team: 'payments' }, query: {} })
  return load.people.find(({ user }) => user.name === name)
}

const VIEWS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { ...DESKTOP, colorScheme: 'light' }],
  ['dark', { ...DESKTOP, colorScheme: 'dark' }],
  ['phone', { ...PHONE, colorScheme: 'light' }],
  ['small phone, dark', { ...SMALL_PHONE, colorScheme: 'dark' }],
]

describe.each(VIEWS)('%s', (_, options) => {
  test('picture, table and a quiet team are clean and fit', async () => {
    const { page, takeFaults } = await openSignedIn(browser, product, 'ana', options)
    for (const query of ['', '?view=table', '?team=search&days=30']) {
      await page.goto(`${product.url}/load${query}`)
      await page.getByText('How this is counted').waitFor()
      await settle(page)
      expect(await accessibilityFaults(page), query).toEqual([])
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(width, query).toBeLessThanOrEqual(0)
    }
    expect(takeFaults()).toEqual([])
  })
})

test('oneself first, then the team; critical and unscheduled are words', async () => {
  const { page, takeFaults } = await openSignedIn(browser, product, 'ana')
  await page.goto(`${product.url}/load`)
  const rows = page.getByRole('region', { name: 'People' }).getByRole('listitem')
  const first = rows.filter({ has: page.getByRole('link') }).first()
  await first.getByRole('link', { name: 'Ana Soto' }).waitFor()
  await first.getByText('you', { exact: true }).waitFor()
  for (const name of ['Ana Soto', 'Ben Quispe', 'Chen Wei']) {
    const row = page.getByRole('listitem', { name })
    await row.getByText(/critical$/).waitFor()
    const { unscheduled } = (await loadOf(name.slice(0, name.indexOf(' ')).toLowerCase())) ?? {}
    const isCalledIn = (unscheduled?.pages ?? 0) > 0
    expect(await row.getByText('Unscheduled').count(), name).toBe(isCalledIn ? 1 : 0)
    await row.getByRole('img', { name: /^Most pages by hour of the week: / }).waitFor()
  }
  // At most one of the three is on call in a rotation of one.
  expect(await page.getByText('Unscheduled', { exact: true }).count()).toBeGreaterThanOrEqual(1)
  expect(takeFaults()).toEqual([])
})

test('the keyboard alone: from the menu to the picture, its table, and the shifts', async () => {
  const { page } = await openSignedIn(browser, product, 'ana')
  await page.goto(product.url)
  await settle(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to, act, page someone' }).fill('load: what pages')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/load$/)
  await page.getByRole('heading', { name: 'Shifts of payments-primary' }).waitFor()
  await page.getByText('predicted').first().waitFor()
  await page.keyboard.press('Shift+T')
  await page.waitForURL(/\/load\?view=table$/)
  const load = await loadOf('ana')
  const row = page
    .getByRole('table', { name: /^Pages and time engaged/ })
    .getByRole('row', { name: 'Ana Soto' })
  expect(await row.getByRole('cell').nth(1).textContent()).toBe(String(load?.work.pages))
  await page.getByRole('table', { name: 'Shifts, the heaviest first' }).first().waitFor()
  const summary = page.getByText('How this is counted')
  await summary.focus()
  await page.keyboard.press('Enter')
  await page.getByText('Pages of high urgency; those within 60 seconds count once.').waitFor()
})

test('somebody without a team is told why there is nothing', async () => {
  const { page } = await openSignedIn(browser, product, 'sue')
  await page.goto(`${product.url}/load`)
  await page.getByText('You are in no team.').waitFor()
  await page.goto(`${product.url}/load?team=payments`)
  await page.getByText('The load could not be read.').waitFor()
})
